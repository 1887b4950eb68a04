{{%AUTOESCAPE context="HTML"}}
<div class="problem">
<p class="overline">{{STATUS}}</p>
<h1>{{TITLE}}</h1>
<p class="lead">{{TEXT}}</p>
<form class="search" action="/search" method="get" role="search">
<label for="q">查询公开事项</label>
<div class="field"><input id="q" name="q" type="search" maxlength="100" autocomplete="off"><button type="submit">查询</button></div>
</form>
<p class="after"><a href="/">返回首页</a></p>
</div>
