{{%AUTOESCAPE context="HTML"}}
<h1>{{#ZH}}政务新媒体账号{{/ZH}}{{#EN}}Official new-media accounts{{/EN}}</h1>
<p class="lead">{{#ZH}}这里是在册、正在运行的政务新媒体账号。看到自称政府部门的账号拿不准时，<a href="/accounts/verify">核验这个账号</a>。{{/ZH}}{{#EN}}The accounts in the register that are in use. Not sure about an account that claims to be of the government? <a href="/accounts/verify">Check it</a>.{{/EN}}</p>
<form class="search" action="/accounts" method="get" role="search">
<div class="pair">
<div><label for="q">{{#ZH}}账号名称{{/ZH}}{{#EN}}Name{{/EN}}</label><input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="{{QUERY}}"></div>
<div><label for="platform">{{#ZH}}平台{{/ZH}}{{#EN}}Platform{{/EN}}</label><select id="platform" name="platform"><option value="">{{#ZH}}全部{{/ZH}}{{#EN}}All{{/EN}}</option>{{#PLATFORM}}<option value="{{PLATFORM_VALUE}}"{{#PLATFORM_CHOSEN}} selected{{/PLATFORM_CHOSEN}}>{{PLATFORM_TITLE}}</option>{{/PLATFORM}}</select></div>
<button type="submit">{{#ZH}}筛选{{/ZH}}{{#EN}}Filter{{/EN}}</button>
</div>
</form>
{{#NOTHING_ZH}}<p class="notice calm">没有符合条件的在册账号。账号不在册，不能认定为官方账号。</p>{{/NOTHING_ZH}}
{{#NOTHING_EN}}<p class="notice calm">No account in the register matches. One that is not in it cannot be taken for official.</p>{{/NOTHING_EN}}
{{#SOME}}
<table class="list">
<caption>{{#ZH}}在册账号{{/ZH}}{{#EN}}Accounts in the register{{/EN}}</caption>
<thead><tr><th scope="col">{{#ZH}}账号名称{{/ZH}}{{#EN}}Name{{/EN}}</th><th scope="col">{{#ZH}}平台{{/ZH}}{{#EN}}Platform{{/EN}}</th><th scope="col">{{#ZH}}主办单位{{/ZH}}{{#EN}}Run by{{/EN}}</th><th scope="col">{{#ZH}}区划{{/ZH}}{{#EN}}Division{{/EN}}</th><th scope="col">{{#ZH}}状态{{/ZH}}{{#EN}}State{{/EN}}</th></tr></thead>
<tbody lang="zh-CN">
{{#ACCOUNT}}<tr><th scope="row">{{#NAME_LINK}}<a href="{{ACCOUNT_HREF}}" rel="external noopener">{{ACCOUNT_NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{ACCOUNT_NAME}}{{/NAME_PLAIN}}</th><td data-label="平台">{{PLATFORM_NAME}}</td><td data-label="主办单位">{{HOST}}</td><td data-label="区划">{{DIVISION_TITLE}}</td><td data-label="状态">{{STATE}}</td></tr>{{/ACCOUNT}}
</tbody>
</table>
{{/SOME}}
{{#MORE}}<p class="after"><a rel="next" href="{{MORE_HREF}}">下一页 <span lang="en">Next</span></a></p>{{/MORE}}
<p class="after"><a href="/v1/accounts:export?format=XLSX">{{#ZH}}下载全部账号（XLSX）{{/ZH}}{{#EN}}Download all (XLSX){{/EN}}</a><a href="/v1/accounts">{{#ZH}}JSON接口{{/ZH}}{{#EN}}JSON{{/EN}}</a></p>
