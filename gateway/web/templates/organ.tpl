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
{{#WEBSITE}}<div><dt>网站</dt><dd>{{#LINK_OPEN}}<a href="{{ADDRESS}}" rel="external noopener">{{ADDRESS}}</a>{{/LINK_OPEN}}{{#LINK_PLAIN}}{{ADDRESS}}{{/LINK_PLAIN}}</dd></div>{{/WEBSITE}}
{{#EMAIL}}<div><dt>电子邮箱</dt><dd>{{EMAIL}}</dd></div>{{/EMAIL}}
{{#RECONSIDERATION}}<div><dt>行政复议机关</dt><dd>{{RECONSIDERATION}}</dd></div>{{/RECONSIDERATION}}
{{#COURT}}<div><dt>管辖法院</dt><dd>{{COURT}}</dd></div>{{/COURT}}
{{#PREFIX}}<div><dt>发文机关代字</dt><dd>{{PREFIX}}</dd></div>{{/PREFIX}}
</dl>
{{#UNVERIFIED}}<p class="hint">部分信息尚待该机关核实。</p>{{/UNVERIFIED}}
</div>
{{#GUIDE}}<h3>{{LABEL}}</h3>
<p class="written">{{TEXT:p}}</p>
{{/GUIDE}}
{{#PROFILE_AWAY}}<p class="hint">指南正文和公开制度暂时读不到，请稍后再看。</p>{{/PROFILE_AWAY}}
</section>
<section aria-labelledby="rules">
<h2 id="rules">政府信息公开制度</h2>
{{#NO_RULES}}<p>本机关还没有登记公开制度。</p>{{/NO_RULES}}
{{#PROFILE_AWAY}}<p>暂时读不到，请稍后再看。</p>{{/PROFILE_AWAY}}
<ul class="rows">
{{#RULE}}<li><strong>{{RULE_TITLE}}</strong><span>{{#DOCUMENT_NUMBER}}{{DOCUMENT_NUMBER}} {{/DOCUMENT_NUMBER}}{{#ISSUED_ON}}<time datetime="{{ISSUED_ON}}">{{ISSUED_ON}}</time>印发 {{/ISSUED_ON}}{{#LINK_OPEN}}<a href="{{ADDRESS}}" rel="external noopener">查看原文</a>{{/LINK_OPEN}}{{#LINK_PLAIN}}{{ADDRESS}}{{/LINK_PLAIN}}</span>{{#RULE_TEXT}}
<details><summary>全文</summary><div class="written">{{RULE_TEXT:p}}</div></details>{{/RULE_TEXT}}</li>
{{/RULE}}
</ul>
</section>
<section aria-labelledby="duty">
<h2 id="duty">法定主动公开内容</h2>
{{#NOTHING}}<p>现行目录中没有由本机关公开的事项。</p>{{/NOTHING}}
<ul class="rows">
{{#CATALOGUE}}<li><a href="{{HREF}}">{{DIVISION_TITLE}} {{DOMAIN_TITLE}}</a><span>{{USES}}项由本机关公开，第{{EDITION}}版，<time datetime="{{STAMP}}">{{DATE}}</time></span></li>{{/CATALOGUE}}
</ul>
{{#SEARCH}}<p class="after"><a href="{{SEARCH_HREF}}">在本机关公开的事项里查询</a></p>{{/SEARCH}}
</section>
{{#APPLY}}
<section aria-labelledby="apply">
<h2 id="apply">依申请公开</h2>
<p>没有主动公开的政府信息，可以向本机关申请。{{#REQUESTS}}本年收到申请{{RECEIVED}}件，办结{{CONCLUDED}}件。{{/REQUESTS}}</p>
<p class="actions"><a class="button" href="{{APPLY_HREF}}">向本机关申请公开</a><a href="/requests/track">查询办理进度</a></p>
</section>
{{/APPLY}}
<section aria-labelledby="reports">
<h2 id="reports">政府信息公开工作年度报告</h2>
<ul class="rows">
{{#REPORT}}<li><a href="{{REPORT_HREF}}">{{YEAR}}年年度报告</a><span><time datetime="{{PUBLISHED_ON}}">{{PUBLISHED_ON}}</time>发布</span></li>{{/REPORT}}
</ul>
{{#REPORTS_AWAY}}<p>暂时读不到，请稍后再看。</p>{{/REPORTS_AWAY}}
<p class="after"><a href="{{REPORTS_HREF}}">历年年度报告</a></p>
</section>
{{#ACCOUNTS}}
<section aria-labelledby="accounts">
<h2 id="accounts">政务新媒体</h2>
<ul class="rows">
{{#ACCOUNT}}<li>{{#NAME_LINK}}<a href="{{ACCOUNT_HREF}}" rel="external noopener">{{ACCOUNT_NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{ACCOUNT_NAME}}{{/NAME_PLAIN}}</li>{{/ACCOUNT}}
</ul>
<p class="after">{{#MORE_ACCOUNTS}}还有更多账号，见<a href="/accounts">政务新媒体名录</a>。{{/MORE_ACCOUNTS}}<a href="/accounts/verify">核对一个账号是不是官方的</a></p>
</section>
{{/ACCOUNTS}}
{{#ACCOUNTS_AWAY}}<p class="hint">政务新媒体账号暂时读不到，请稍后再看。</p>{{/ACCOUNTS_AWAY}}
<p class="after"><a href="{{JSON_HREF}}">机关信息（JSON接口）</a></p>
