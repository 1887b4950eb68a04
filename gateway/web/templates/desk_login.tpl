{{%AUTOESCAPE context="HTML"}}
<section class="gate">
<h1>工作人员登录</h1>
{{#FAULT}}<p class="fault" role="alert">{{FAULT}}</p>{{/FAULT}}
<form action="/issuer/authorize" method="post">
<input type="hidden" name="ticket" value="{{TICKET}}">
<div class="entry"><label for="account">账号</label><input id="account" name="account" value="{{ACCOUNT}}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required></div>
<div class="entry"><label for="password">密码</label><input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required></div>
<button type="submit">登录</button>
</form>
<p class="hint">还没有账号或者忘记密码的，请联系本机关的系统管理员索取一次性链接。</p>
</section>
