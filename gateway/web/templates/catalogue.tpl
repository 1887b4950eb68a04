{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}</h1>
<dl class="summary">
{{#ORGAN_LINK}}<div><dt>责任机关</dt><dd><a href="{{ORGAN_HREF}}">{{ORGAN}}</a></dd></div>{{/ORGAN_LINK}}
<div><dt>适用区划</dt><dd>{{DIVISION_TITLE}}</dd></div>
<div><dt>版次</dt><dd>第{{EDITION}}版（<a href="{{EDITIONS_HREF}}">版次记录</a>）</dd></div>
<div><dt>公布时间</dt><dd><time datetime="{{STAMP}}">{{TIME}}</time></dd></div>
<div><dt>公开事项</dt><dd>{{ITEMS}}项</dd></div>
</dl>
<div class="tools">
<form class="filter" action="{{CATALOGUE_HREF}}" method="get" role="search">
<label for="q">在本目录中筛选</label>
<div class="field"><input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="{{FILTER}}"><button type="submit">筛选</button></div>
</form>
<div class="downloads">
<h2>下载</h2>
<ul>
<li><a href="{{EXPORT}}XLSX">电子表格（XLSX）</a></li>
<li><a href="{{EXPORT}}CSV">文本表格（CSV）</a></li>
<li><a href="{{EXPORT}}PRINT_HTML">打印版</a></li>
<li><a href="{{RESOURCE}}">JSON接口</a></li>
</ul>
</div>
</div>
{{#FILTERED}}<p class="result" role="status">共{{ITEMS}}项，筛选“{{FILTER}}”后显示{{SHOWN}}项。<a href="{{CATALOGUE_HREF}}">显示全部</a></p>{{/FILTERED}}
{{#NOTHING}}<p class="notice">没有符合条件的事项。</p>{{/NOTHING}}
{{#SOME}}{{>TABLE}}{{/SOME}}
