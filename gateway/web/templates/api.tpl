{{%AUTOESCAPE context="HTML"}}
<link rel="stylesheet" href="{{API_STYLE}}">
<h1>开放接口</h1>
<div class="prose">
<p>下面是全部 HTTP 接口，点开可以看参数并试用。机器可读的说明是 <a href="/openapi.json">OpenAPI 3.1</a>。公开的内容不用令牌；工作人员的操作要在请求头里带令牌（<code>Authorization: Bearer 令牌</code>）。</p>
<ul class="api-services">{{#SERVICE_LINK}}<li><a href="#{{SERVICE_ID}}">{{SERVICE_TITLE}}</a></li>{{/SERVICE_LINK}}</ul>
</div>
{{#SERVICE}}
<section aria-labelledby="{{SERVICE_ID}}">
<h2 id="{{SERVICE_ID}}">{{SERVICE_TITLE}}</h2>
<ul class="api-list">
{{#OPERATION}}<li><a href="{{HREF}}"><span class="api-method">{{METHOD}}</span> <span class="api-path">{{PATH}}</span></a>{{#OPEN}} <span class="api-open">不用令牌</span>{{/OPEN}}<br><span class="api-summary" lang="en">{{SUMMARY}}</span></li>
{{/OPERATION}}
</ul>
</section>
{{/SERVICE}}
