{{%AUTOESCAPE context="HTML"}}
<section class="hero">
<h1>{{SITE}}</h1>
<p class="lead">公开什么、依据什么、何时公开、由谁公开、在哪里可以看到，按领域逐项列明。</p>
<form class="search" action="/search" method="get" role="search">
<label for="q">查询公开事项</label>
<div class="field"><input id="q" name="q" type="search" maxlength="100" autocomplete="off"><button type="submit">查询</button></div>
<p class="hint">输入事项名称、内容或依据中的词语，例如：招生、最低生活保障、食品安全</p>
</form>
</section>
<ul class="doors">
<li><a href="/requests/new"><strong>申请公开</strong><span>目录里没有的信息，向机关提出申请</span></a></li>
<li><a href="/requests/track"><strong>查办理进度</strong><span>凭申请编号和查询码，看到期日、取文书</span></a></li>
<li><a href="/accounts/verify"><strong>核验新媒体账号</strong><span>这个账号是官方的吗</span></a></li>
</ul>
<section aria-labelledby="divisions">
<h2 id="divisions">选择区划</h2>
<ul class="choice">
{{#DIVISION}}<li><a href="{{DIVISION_HREF}}"><strong>{{DIVISION_TITLE}}</strong><span>{{CATALOGUES}}个领域，{{ITEMS}}项</span></a></li>{{/DIVISION}}
</ul>
</section>
<section aria-labelledby="domains">
<h2 id="domains">{{DISTRICT}}的{{DOMAINS}}个领域</h2>
{{#NOTHING}}<p class="notice">目前没有已公布的目录。</p>{{/NOTHING}}
<ol class="cards">
{{#DOMAIN}}<li>
<span class="code" aria-hidden="true">{{CODE}}</span>
{{#DOMAIN_LINK}}
<h3><a href="{{DOMAIN_HREF}}">{{DOMAIN_TITLE}}</a></h3>
<p><span class="count">{{ITEMS}}项</span>{{#ORGAN}}<span class="organ">{{ORGAN}}</span>{{/ORGAN}}</p>
{{/DOMAIN_LINK}}
{{#DOMAIN_EMPTY}}
<h3>{{DOMAIN_TITLE}}</h3>
<p>尚未公布</p>
{{/DOMAIN_EMPTY}}
</li>{{/DOMAIN}}
</ol>
</section>
<section class="about" aria-labelledby="about">
<h2 id="about">什么是基层政务公开标准目录</h2>
<div class="columns">
<p>基层政务公开标准目录是县级政府和乡镇、街道对群众最关心的领域逐项编制的公开清单。每一项写明公开事项、内容要素、依据、时限、主体、渠道、对象、方式和层级，公开工作照单办理，群众照单查阅、照单监督。</p>
<p>国务院办公厅2019年印发的《关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）要求全面落实26个试点领域的标准指引。目录随法律法规和职责变化动态调整，每次公布形成一个新的版次，旧版次保留可查。</p>
</div>
</section>
