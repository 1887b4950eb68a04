{{%AUTOESCAPE context="HTML"}}
<h1>{{#ZH}}查询申请的办理进度{{/ZH}}{{#EN}}Track a request{{/EN}}</h1>
<p class="lead">{{#ZH}}凭登记回执上的申请编号和查询码，查看办到哪一步、哪天到期，下载文书，补正或者撤回申请。{{/ZH}}{{#EN}}With the number and the access code of your receipt: see how far it is and when an answer is due, fetch documents, correct or withdraw it.{{/EN}}</p>
<div id="client"></div>
<noscript>
<p class="notice">{{#ZH}}网上查询需要在浏览器中启用 JavaScript。也可以凭申请编号打电话或者当面向受理机关查询。{{/ZH}}{{#EN}}Tracking online needs JavaScript. You may also ask the organ by phone or in person, with the number of the request.{{/EN}}</p>
</noscript>
<div id="fallback">
<section aria-labelledby="organs">
<h2 id="organs">{{#ZH}}各机关的咨询电话{{/ZH}}{{#EN}}Phone numbers of the organs{{/EN}}</h2>
{{#ORGAN_GROUP}}
<h3 lang="zh-CN">{{DIVISION_TITLE}}</h3>
<ul class="rows organs" lang="zh-CN">
{{#ORGAN_ROW}}<li data-code="{{CODE}}" data-name="{{ORGAN_NAME}}" data-phone="{{PHONE}}"><a href="/organs/{{CODE}}">{{ORGAN_NAME}}</a><span>{{PHONE}}</span></li>{{/ORGAN_ROW}}
</ul>
{{/ORGAN_GROUP}}
</section>
</div>
