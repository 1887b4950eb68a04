{{%AUTOESCAPE context="HTML"}}
<section class="gate">
<h1>设置密码</h1>
<p>{{NAME}}，您的账号是 <strong>{{ACCOUNT}}</strong>。设好密码后，这个链接即失效。</p>
{{#FAULT}}<p class="fault" role="alert">{{FAULT}}</p>{{/FAULT}}
<form action="/issuer/welcome" method="post">
<input type="hidden" name="token" value="{{TOKEN}}">
<input type="hidden" name="username" value="{{ACCOUNT}}" autocomplete="username">
<div class="entry"><label for="password">密码</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="10" maxlength="200" aria-describedby="password-hint" required><p class="hint" id="password-hint">至少10个字符，不能包含账号。</p></div>
<div class="entry"><label for="repeated">再输一遍</label><input id="repeated" name="repeated" type="password" autocomplete="new-password" maxlength="200" required></div>
<button type="submit">保存</button>
</form>
</section>
