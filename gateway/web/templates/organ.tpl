{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}</h1>
{{#KIND}}<p class="lead">{{KIND}}</p>{{/KIND}}
{{#MERGED}}<p class="notice">该机关已并入<a href="{{SUCCESSOR_HREF}}">{{SUCCESSOR}}</a>，职责由其承接。</p>{{/MERGED}}
{{#ABOLISHED}}<p class="notice">该机关已撤销，信息仅供查考。</p>{{/ABOLISHED}}
<section aria-labelledby="guide">
<h2 id="guide">政府信息公开指南</h2>
<div class="card">
{{>CONTACT}}
<dl class="contact">
{{#RECONSIDERATION}}<div><dt>行政复议机关</dt><dd>{{RECONSIDERATION}}</dd></div>{{/RECONSIDERATION}}
{{#COURT}}<div><dt>管辖法院</dt><dd>{{COURT}}</dd></div>{{/COURT}}
{{#PREFIX}}<div><dt>发文机关代字</dt><dd>{{PREFIX}}</dd></div>{{/PREFIX}}
</dl>
{{#UNVERIFIED}}<p class="hint">部分信息尚待该机关核实。</p>{{/UNVERIFIED}}
</div>
</section>
{{#APPLY}}
<section aria-labelledby="apply">
<h2 id="apply">依申请公开</h2>
<p>没有主动公开的政府信息，可以向本机关申请。</p>
<p class="actions"><a class="button" href="{{APPLY_HREF}}">向本机关申请公开</a><a href="/requests/track">查询办理进度</a></p>
</section>
{{/APPLY}}
<section aria-labelledby="duty">
<h2 id="duty">法定主动公开内容</h2>
{{#NOTHING}}<p>现行目录中没有由本机关公开的事项。</p>{{/NOTHING}}
<ul class="rows">
{{#CATALOGUE}}<li><a href="{{HREF}}">{{DIVISION_TITLE}} {{DOMAIN_TITLE}}</a><span>{{USES}}项由本机关公开，第{{EDITION}}版，<time datetime="{{STAMP}}">{{DATE}}</time></span></li>{{/CATALOGUE}}
</ul>
{{#SEARCH}}<p class="after"><a href="{{SEARCH_HREF}}">在本机关公开的事项里查询</a></p>{{/SEARCH}}
</section>
<section aria-labelledby="reports">
<h2 id="reports">政府信息公开工作年度报告</h2>
<p><a href="{{REPORTS_HREF}}">历年年度报告</a></p>
</section>
<p class="after"><a href="{{JSON_HREF}}">机关信息（JSON接口）</a></p>
