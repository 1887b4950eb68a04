{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}</h1>
<p class="lead">每次公布形成一个版次，公布后不再改动。旧版次保留可查；撤回的版次写明原因。</p>
{{#NOTHING}}<p class="notice">没有可以查阅的版次。</p>{{/NOTHING}}
{{#SOME}}
<table class="list">
<caption>版次记录，新的在前</caption>
<thead><tr><th scope="col">版次</th><th scope="col">状态</th><th scope="col" class="number">事项</th><th scope="col">公布时间</th><th scope="col">差异</th></tr></thead>
<tbody>
{{#EDITION_ROW}}<tr><th scope="row"><a href="{{HREF}}">第{{EDITION}}版</a></th><td data-label="状态"><span class="state{{#NOW}} now{{/NOW}}">{{STATE}}</span>{{#REASON}}<p class="reason">原因：{{REASON}}</p>{{/REASON}}</td><td class="number" data-label="事项">{{ITEMS}}项</td><td data-label="公布时间"><time datetime="{{STAMP}}">{{TIME}}</time></td><td data-label="差异">{{#DIFF}}<a href="{{DIFF_HREF}}">与上一版比较<span class="only-read">：第{{EDITION}}版</span></a>{{/DIFF}}</td></tr>{{/EDITION_ROW}}
</tbody>
</table>
{{/SOME}}
{{#MORE}}<p class="after">更早的版次见<a href="{{MORE_HREF}}">版次接口（JSON）</a>。</p>{{/MORE}}
