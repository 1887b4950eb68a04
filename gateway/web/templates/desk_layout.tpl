{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="{{PORTAL_STYLE}}">
<link rel="stylesheet" href="{{STYLE}}">
<link rel="icon" type="image/svg+xml" href="{{ICON}}">
</head>
<body class="desk">
<a class="skip" href="#main">跳到正文</a>
<header class="site">
<div class="wide">
<a class="brand" href="/desk"><span>政府信息公开工作台</span></a>
{{#OFFICER}}
<div class="officer">
<span>{{OFFICER_NAME}}（{{OFFICER_ORGAN}}）</span>
<form action="/signout" method="post"><input type="hidden" name="csrf" value="{{CSRF}}"><button type="submit" class="plain">退出</button></form>
</div>
{{/OFFICER}}
</div>
</header>
<main id="main" class="wide" tabindex="-1">
{{>CONTENT}}
</main>
</body>
</html>
