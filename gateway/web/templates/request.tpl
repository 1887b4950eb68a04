{{%AUTOESCAPE context="HTML"}}
<h1>{{#ZH}}申请公开政府信息{{/ZH}}{{#EN}}Request government information{{/EN}}</h1>
{{#GONE}}<p class="notice">{{ORGAN_NAME}}已不再办理申请。{{#SUCCESSOR_LINK}}请向承接其职责的<a href="{{SUCCESSOR_HREF}}">{{SUCCESSOR}}</a>提出。{{/SUCCESSOR_LINK}}</p>{{/GONE}}
<div id="client" data-organ="{{CODE}}"></div>
<noscript>
<p class="notice">{{#ZH}}网上填写需要在浏览器中启用 JavaScript。不启用也可以申请，办法如下。{{/ZH}}{{#EN}}The online form needs JavaScript. You can apply without it, as follows.{{/EN}}</p>
</noscript>
<div id="fallback">
<section aria-labelledby="ways">
<h2 id="ways">{{#ZH}}当面、邮寄、传真申请{{/ZH}}{{#EN}}Apply in person, by post or by fax{{/EN}}</h2>
<div class="prose">
{{#ZH}}
<p>把申请交到或者寄到受理机关的政府信息公开工作机构即可，不收费用。写信申请的，请在信封上注明“政府信息公开申请”。书写确有困难的，可以口头提出，由工作人员代为填写。</p>
<p>申请应当写明（《政府信息公开条例》第二十九条）：</p>
<ol>
<li>姓名或者名称、身份证明、联系方式；</li>
<li>所需政府信息的名称、文号，或者便于查询的其他特征性描述；</li>
<li>所需信息的形式（纸质、电子等）和获取方式（邮寄、电子邮件、自行领取等）。</li>
</ol>
<p>机关收到申请，能够当场答复的当场答复；不能当场答复的，20个工作日内答复；需要延长的，最多延长20个工作日，并告知申请人。</p>
{{/ZH}}
{{#EN}}
<p>Hand in or post the application to the disclosure office of the organ; there is no charge. On a letter, write “政府信息公开申请” on the envelope. Whoever cannot write may apply orally, and the staff fill in the form.</p>
<p>An application states (article 29 of the Regulations): your name, proof of identity and contact; the title, document number or another description by which the information can be found; the form and the way in which you want it.</p>
<p>The organ answers at once where it can, else within 20 working days, which it may extend once by up to 20.</p>
{{/EN}}
</div>
{{#CHOSEN}}
<div class="card">
<h3{{#EN}} lang="zh-CN"{{/EN}}>{{ORGAN_NAME}}</h3>
{{>CONTACT}}
</div>
{{/CHOSEN}}
</section>
<section aria-labelledby="organs">
<h2 id="organs">{{#ZH}}各机关的联系方式{{/ZH}}{{#EN}}The organs and how to reach them{{/EN}}</h2>
{{#ORGAN_GROUP}}
<h3 lang="zh-CN">{{DIVISION_TITLE}}</h3>
<ul class="rows organs" lang="zh-CN">
{{#ORGAN_ROW}}<li data-code="{{CODE}}" data-name="{{ORGAN_NAME}}" data-short="{{SHORT}}" data-domains="{{DOMAINS}}" data-office="{{OFFICE}}" data-phone="{{PHONE}}" data-address="{{ADDRESS}}" data-hours="{{HOURS}}" data-fax="{{FAX}}"><a href="/requests/new?organ={{CODE}}">{{ORGAN_NAME}}</a>{{#DOMAINS_SHOWN}}<span>{{DOMAINS_SHOWN}}</span>{{/DOMAINS_SHOWN}}</li>{{/ORGAN_ROW}}
</ul>
{{/ORGAN_GROUP}}
</section>
</div>
