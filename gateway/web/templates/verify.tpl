{{%AUTOESCAPE context="HTML"}}
<h1>{{#ZH}}这个账号是官方的吗{{/ZH}}{{#EN}}Is this account official?{{/EN}}</h1>
<p class="lead">{{#ZH}}把账号主页的网址粘贴进来；没有网址的，写平台和账号。结果按本级政务新媒体名录给出。{{/ZH}}{{#EN}}Paste the address of the account’s page, or give its platform and id. The register of this district decides.{{/EN}}</p>
{{#REFUSED_ZH}}<p class="notice strong" role="alert">看不懂这个网址或者账号。请从浏览器地址栏、账号主页的“分享—复制链接”取得完整网址；或者选择平台，再填账号名称。</p>{{/REFUSED_ZH}}
{{#REFUSED_EN}}<p class="notice strong" role="alert">This address or account cannot be read. Copy the whole address of the account’s page; or choose the platform and give the name.</p>{{/REFUSED_EN}}
{{#VERDICT}}
<section class="verdict {{VERDICT_CLASS}}" aria-labelledby="verdict" role="status">
{{#GENUINE_ZH}}<h2 id="verdict"><span class="seal" aria-hidden="true">✓</span>是官方账号</h2><p>在册，正在运行。</p>{{/GENUINE_ZH}}
{{#GENUINE_EN}}<h2 id="verdict"><span class="seal" aria-hidden="true">✓</span>This account is official</h2><p>It is in the register and in use.</p>{{/GENUINE_EN}}
{{#CLOSED_ZH}}<h2 id="verdict"><span class="seal" aria-hidden="true">!</span>曾是官方账号，已经停用</h2><p>它现在发布的内容不代表任何机关。</p>{{/CLOSED_ZH}}
{{#CLOSED_EN}}<h2 id="verdict"><span class="seal" aria-hidden="true">!</span>It was official and is closed</h2><p>What it says now is said for no organ.</p>{{/CLOSED_EN}}
{{#UNKNOWN_ZH}}<h2 id="verdict"><span class="seal" aria-hidden="true">?</span>不在册，不能认定为官方账号</h2><p>请不要按它的要求转账、提供验证码或者个人信息。需要办事的，从机关页面上的电话联系核实。</p>{{/UNKNOWN_ZH}}
{{#UNKNOWN_EN}}<h2 id="verdict"><span class="seal" aria-hidden="true">?</span>Not in the register</h2><p>It cannot be taken for official. Do not pay or give it codes or personal data; ask the organ by the phone number on its page.</p>{{/UNKNOWN_EN}}
{{#WARNING}}<p class="warning" lang="zh-CN">{{TEXT}}</p>{{/WARNING}}
{{#ACCOUNT}}
<dl class="facts">{{#FACT}}<div><dt>{{LABEL}}</dt><dd lang="zh-CN">{{TEXT}}</dd></div>{{/FACT}}</dl>
{{#ACCOUNT_HREF}}<p><a href="{{ACCOUNT_HREF}}" rel="external noopener">{{ACCOUNT_HREF}}</a></p>{{/ACCOUNT_HREF}}
{{/ACCOUNT}}
{{#SUCCESSOR}}
<h3>承接的账号<span class="only-read" lang="en"> Its successor</span></h3>
<dl class="facts">{{#FACT}}<div><dt>{{LABEL}}</dt><dd lang="zh-CN">{{TEXT}}</dd></div>{{/FACT}}</dl>
{{#ACCOUNT_HREF}}<p><a href="{{ACCOUNT_HREF}}" rel="external noopener">{{ACCOUNT_HREF}}</a></p>{{/ACCOUNT_HREF}}
{{/SUCCESSOR}}
{{#SIMILAR}}
<h3>名称相近的在册账号<span class="only-read" lang="en"> Accounts of a similar name</span></h3>
<ul class="rows" lang="zh-CN">
{{#SIMILAR_ROW}}<li><strong>{{ACCOUNT_NAME}}</strong><span>{{PLATFORM_NAME}}　{{HOST}}</span></li>{{/SIMILAR_ROW}}
</ul>
{{/SIMILAR}}
</section>
{{/VERDICT}}
<form class="search stacked" action="/accounts/verify" method="get" aria-label="{{#ZH}}按网址核验{{/ZH}}{{#EN}}By address{{/EN}}">
<label for="url">{{#ZH}}账号主页的网址{{/ZH}}{{#EN}}Address of the account’s page{{/EN}}</label>
<div class="field"><input id="url" name="url" type="text" inputmode="url" maxlength="2000" autocomplete="off" spellcheck="false" value="{{URL}}"><button type="submit">{{#ZH}}核验{{/ZH}}{{#EN}}Check{{/EN}}</button></div>
<p class="hint">{{#ZH}}例如 https://weibo.com/u/1749127163{{/ZH}}{{#EN}}For example https://weibo.com/u/1749127163{{/EN}}</p>
</form>
<form class="search stacked" action="/accounts/verify" method="get" aria-label="{{#ZH}}按平台和账号核验{{/ZH}}{{#EN}}By platform and account{{/EN}}">
<h2>{{#ZH}}没有网址{{/ZH}}{{#EN}}Without an address{{/EN}}</h2>
<div class="pair three">
<div><label for="platform">{{#ZH}}平台{{/ZH}}{{#EN}}Platform{{/EN}}</label><select id="platform" name="platform">{{#PLATFORM}}<option value="{{PLATFORM_VALUE}}"{{#PLATFORM_CHOSEN}} selected{{/PLATFORM_CHOSEN}}>{{PLATFORM_TITLE}}</option>{{/PLATFORM}}</select></div>
<div><label for="name">{{#ZH}}账号名称{{/ZH}}{{#EN}}Name{{/EN}}</label><input id="name" name="name" type="text" maxlength="100" autocomplete="off" value="{{ACCOUNT_NAME_ASKED}}"></div>
<div><label for="id">{{#ZH}}平台账号（知道的话）{{/ZH}}{{#EN}}Id, if you know it{{/EN}}</label><input id="id" name="id" type="text" maxlength="100" autocomplete="off" value="{{ID}}"></div>
<button type="submit">{{#ZH}}核验{{/ZH}}{{#EN}}Check{{/EN}}</button>
</div>
</form>
<p class="after"><a href="/accounts">{{#ZH}}全部在册账号{{/ZH}}{{#EN}}All accounts in the register{{/EN}}</a></p>
