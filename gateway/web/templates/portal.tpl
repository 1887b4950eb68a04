{{%AUTOESCAPE context="HTML"}}
<section class="hero">
<h1{{#EN}} lang="zh-CN"{{/EN}}>{{SITE}}</h1>
<p class="lead">{{#ZH}}公开什么、依据什么、何时公开、由谁公开、在哪里可以看到，按领域逐项列明。{{/ZH}}{{#EN}}The open-government catalogues: what is published, on what legal basis, when, by whom and where, item by item. The catalogues are in Chinese.{{/EN}}</p>
<form class="search" action="/search" method="get" role="search">
<label for="q">{{#ZH}}查询公开事项{{/ZH}}{{#EN}}Search the published items{{/EN}}</label>
<div class="field"><input id="q" name="q" type="search" maxlength="100" autocomplete="off"><button type="submit">{{#ZH}}查询{{/ZH}}{{#EN}}Search{{/EN}}</button></div>
<p class="hint">{{#ZH}}输入事项名称、内容或依据中的词语，例如：招生、最低生活保障、食品安全{{/ZH}}{{#EN}}Words in Chinese, for example: <span lang="zh-CN">招生</span> (school enrolment), <span lang="zh-CN">食品安全</span> (food safety){{/EN}}</p>
</form>
</section>
<ul class="doors">
<li><a href="/requests/new"><strong>{{#ZH}}申请公开{{/ZH}}{{#EN}}Request information{{/EN}}</strong><span>{{#ZH}}目录里没有的信息，向机关提出申请{{/ZH}}{{#EN}}What is not published can be asked for{{/EN}}</span></a></li>
<li><a href="/requests/track"><strong>{{#ZH}}查办理进度{{/ZH}}{{#EN}}Track a request{{/EN}}</strong><span>{{#ZH}}凭申请编号和查询码，看到期日、取文书{{/ZH}}{{#EN}}With its number and access code: when it is due, its documents{{/EN}}</span></a></li>
<li><a href="/accounts/verify"><strong>{{#ZH}}核验新媒体账号{{/ZH}}{{#EN}}Check an account{{/EN}}</strong><span>{{#ZH}}这个账号是官方的吗？{{/ZH}}{{#EN}}Is this social-media account official?{{/EN}}</span></a></li>
</ul>
<section aria-labelledby="divisions">
<h2 id="divisions">{{#ZH}}选择区划{{/ZH}}{{#EN}}District and streets{{/EN}}</h2>
<ul class="choice"{{#EN}} lang="zh-CN"{{/EN}}>
{{#DIVISION}}<li><a href="{{DIVISION_HREF}}"><strong>{{DIVISION_TITLE}}</strong><span>{{CATALOGUES}}个领域，{{ITEMS}}项</span></a></li>{{/DIVISION}}
</ul>
</section>
<section aria-labelledby="domains">
<h2 id="domains">{{#ZH}}{{DISTRICT}}的{{DOMAINS}}个领域{{/ZH}}{{#EN}}{{DOMAINS}} domains{{/EN}}</h2>
{{#NOTHING}}<p class="notice" lang="zh-CN">目前没有已公布的目录。</p>{{/NOTHING}}
<ol class="cards"{{#EN}} lang="zh-CN"{{/EN}}>
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
<h2 id="about">{{#ZH}}什么是基层政务公开标准目录{{/ZH}}{{#EN}}What the catalogues are{{/EN}}</h2>
<div class="columns">
{{#ZH}}<p>基层政务公开标准目录是县级政府和乡镇、街道对群众最关心的领域逐项编制的公开清单。每一项写明公开事项、内容要素、依据、时限、主体、渠道、对象、方式和层级，公开工作照单办理，群众照单查阅、照单监督。</p>
<p>国务院办公厅2019年印发的《关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）要求全面落实26个试点领域的标准指引。目录随法律法规和职责变化动态调整，每次公布形成一个新的版次，旧版次保留可查。</p>{{/ZH}}
{{#EN}}<p>For the fields that concern people most, county governments, townships and streets list item by item what they publish: its contents, legal basis, time limit, responsible body, channel, audience and level. Officers work by the list, and everybody can check them by it.</p>
<p>The General Office of the State Council asked for the standards of 26 fields to be put into practice in 2019 (<span lang="zh-CN">国办发〔2019〕54号</span>). A catalogue changes with the law; each publication is a new edition, and the old ones stay readable.</p>{{/EN}}
</div>
</section>
