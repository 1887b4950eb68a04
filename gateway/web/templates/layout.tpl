{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
{{#HIDDEN}}<meta name="robots" content="noindex">{{/HIDDEN}}
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="{{STYLE}}">
<link rel="icon" type="image/svg+xml" href="{{ICON}}">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="site">
<div class="wide">
<a class="brand" href="/"><svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M5 4h16l6 6v18H5z" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"/><path d="M10 13h12M10 18h12M10 23h7" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/></svg><span>{{SITE}}</span></a>
<nav class="main" aria-label="主导航">
<ul>
{{#NAV}}<li><a href="{{NAV_HREF}}"{{#NAV_HERE}} aria-current="page"{{/NAV_HERE}}>{{NAV_TITLE}}</a></li>{{/NAV}}
</ul>
</nav>
</div>
</header>
{{#SAMPLE}}
<div class="sample" role="note"><p class="wide"><strong>示例数据</strong>本页内容由公开目录样本整理而成，仅供演示，不代表任何机关的正式公开。</p></div>
{{/SAMPLE}}
{{#CRUMBS}}
<nav class="crumbs wide" aria-label="当前位置">
<ol>
{{#CRUMB}}<li>{{#CRUMB_LINK}}<a href="{{CRUMB_HREF}}">{{CRUMB_TITLE}}</a>{{/CRUMB_LINK}}{{#CRUMB_HERE}}<span aria-current="page">{{CRUMB_TITLE}}</span>{{/CRUMB_HERE}}</li>{{/CRUMB}}
</ol>
</nav>
{{/CRUMBS}}
<main id="main" class="wide" tabindex="-1">
{{>CONTENT}}
</main>
<footer class="site">
<div class="wide">
<p>依据《中华人民共和国政府信息公开条例》编制。公民、法人和其他组织可以依法查阅目录所列信息；目录之外的政府信息，可以向制作或者保存该信息的行政机关申请公开。</p>
<ul>
<li><a href="/help">使用帮助</a></li>
<li><a href="/help#api">开放接口</a></li>
<li><a href="/search">事项查询</a></li>
</ul>
</div>
</footer>
</body>
</html>
