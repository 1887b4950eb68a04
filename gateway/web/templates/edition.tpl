{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}<span class="edition">第{{EDITION}}版</span></h1>
{{#WITHDRAWN}}
<div class="notice strong" role="note"><h2>本版次已撤回</h2><p>撤回原因：{{REASON}}</p><p>撤回的版次不再提供事项内容。<a href="{{CATALOGUE_HREF}}">查看现行目录</a></p></div>
{{/WITHDRAWN}}
{{#SUPERSEDED}}<p class="notice">这是历史版次，现行有效的是<a href="{{CATALOGUE_HREF}}">第{{NEWER}}版</a>。</p>{{/SUPERSEDED}}
{{#IN_FORCE}}<p class="notice calm">这是现行有效的版次。</p>{{/IN_FORCE}}
<dl class="summary">
{{#ORGAN_LINK}}<div><dt>责任机关</dt><dd><a href="{{ORGAN_HREF}}">{{ORGAN}}</a></dd></div>{{/ORGAN_LINK}}
<div><dt>适用区划</dt><dd>{{DIVISION_TITLE}}</dd></div>
<div><dt>公布时间</dt><dd><time datetime="{{STAMP}}">{{TIME}}</time></dd></div>
{{#READABLE}}<div><dt>公开事项</dt><dd>{{ITEMS}}项</dd></div>{{/READABLE}}
<div><dt>其他版次</dt><dd><a href="{{EDITIONS_HREF}}">版次记录</a></dd></div>
</dl>
{{#READABLE}}
<div class="downloads">
<h2>下载本版次</h2>
<ul>
<li><a href="{{EXPORT}}XLSX">电子表格（XLSX）</a></li>
<li><a href="{{EXPORT}}CSV">文本表格（CSV）</a></li>
<li><a href="{{EXPORT}}PRINT_HTML">打印版</a></li>
<li><a href="{{RESOURCE}}">JSON接口</a></li>
{{#HAS_BASE}}<li><a href="{{DIFF_HREF}}">与上一版的差异</a></li>{{/HAS_BASE}}
</ul>
</div>
{{>TABLE}}
{{/READABLE}}
