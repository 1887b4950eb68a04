{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{#ZH}}zh-CN{{/ZH}}{{#EN}}en{{/EN}}"{{#LARGE}} class="large"{{/LARGE}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
{{#DESCRIPTION}}<meta name="description" content="{{DESCRIPTION}}">{{/DESCRIPTION}}
{{#HIDDEN}}<meta name="robots" content="noindex">{{/HIDDEN}}
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="{{STYLE}}">
{{#MORE_STYLE}}<link rel="stylesheet" href="{{MORE_STYLE}}">{{/MORE_STYLE}}
{{#SCRIPT}}<script type="module" src="{{SCRIPT}}"></script>{{/SCRIPT}}
<link rel="icon" type="image/svg+xml" href="{{ICON}}">
</head>
<body>
<a class="skip" href="#main">{{#ZH}}跳到正文{{/ZH}}{{#EN}}Skip to the content{{/EN}}</a>
<header class="site">
<div class="wide">
<a class="brand" href="/"><svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M5 4h16l6 6v18H5z" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"/><path d="M10 13h12M10 18h12M10 23h7" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/></svg><span{{#EN}} lang="zh-CN"{{/EN}}>{{SITE}}</span></a>
<ul class="choices">
<li><a href="{{TYPE_HREF}}">{{TYPE_TITLE}}</a></li>
<li><a href="{{LANGUAGE_HREF}}"{{#ZH}} lang="en"{{/ZH}}{{#EN}} lang="zh-CN"{{/EN}}>{{#ZH}}English{{/ZH}}{{#EN}}中文{{/EN}}</a></li>
</ul>
<nav class="main" aria-label="{{#ZH}}主导航{{/ZH}}{{#EN}}Main{{/EN}}">
<ul>
{{#NAV}}<li><a href="{{NAV_HREF}}"{{#NAV_HERE}} aria-current="page"{{/NAV_HERE}}>{{NAV_TITLE}}</a></li>{{/NAV}}
</ul>
</nav>
</div>
</header>
{{#SAMPLE}}
<aside class="sample" aria-label="示例数据"{{#EN}} lang="zh-CN"{{/EN}}><p class="wide"><strong>示例数据</strong>本页内容由公开目录样本整理而成，仅供演示，不代表任何机关的正式公开。</p></aside>
{{/SAMPLE}}
{{#CRUMBS}}
<nav class="crumbs wide" aria-label="{{#ZH}}当前位置{{/ZH}}{{#EN}}You are here{{/EN}}">
<ol>
{{#CRUMB}}<li>{{#CRUMB_LINK}}<a href="{{CRUMB_HREF}}">{{CRUMB_TITLE}}</a>{{/CRUMB_LINK}}{{#CRUMB_HERE}}<span aria-current="page">{{CRUMB_TITLE}}</span>{{/CRUMB_HERE}}</li>{{/CRUMB}}
</ol>
</nav>
{{/CRUMBS}}
<main id="main" class="wide" tabindex="-1"{{#CHINESE_CONTENT}} lang="zh-CN"{{/CHINESE_CONTENT}}>
{{>CONTENT}}
</main>
<footer class="site">
<div class="wide">
{{#ZH}}<p>依据《中华人民共和国政府信息公开条例》编制。公民、法人和其他组织可以依法查阅目录所列信息；目录之外的政府信息，可以向制作或者保存该信息的行政机关<a href="/requests/new">申请公开</a>。</p>{{/ZH}}
{{#EN}}<p>Made under the Regulations of the People’s Republic of China on Open Government Information. Anybody may read what the catalogues list, and may <a href="/requests/new">request</a> other information from the organ that made or holds it. The Chinese text is the authoritative one.</p>{{/EN}}
<ul>
<li><a href="/help">{{#ZH}}使用帮助{{/ZH}}{{#EN}}Help{{/EN}}</a></li>
<li><a href="/api">{{#ZH}}开放接口{{/ZH}}{{#EN}}Open API{{/EN}}</a></li>
<li><a href="/search">{{#ZH}}事项查询{{/ZH}}{{#EN}}Search{{/EN}}</a></li>
<li><a href="/accounts/verify">{{#ZH}}核验新媒体账号{{/ZH}}{{#EN}}Check an account{{/EN}}</a></li>
{{#DESK}}<li><a href="/desk">{{#ZH}}工作人员登录{{/ZH}}{{#EN}}For officers{{/EN}}</a></li>{{/DESK}}
</ul>
</div>
</footer>
</body>
</html>
