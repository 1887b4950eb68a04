{{%AUTOESCAPE context="HTML"}}
<link rel="stylesheet" href="{{API_STYLE}}">
<h1>{{OPERATION_NAME}}</h1>
<p class="api-address"><span class="api-method">{{METHOD}}</span> <code>{{PATH}}</code></p>
<div lang="en">{{#PARAGRAPH}}<p>{{TEXT}}</p>{{/PARAGRAPH}}</div>
<dl class="api-facts">
<dt>谁可以用</dt><dd>{{#WHO}}{{WHO_TITLE}}{{#WHO_separator}}、{{/WHO_separator}}{{/WHO}}</dd>
<dt>回答</dt><dd>{{ANSWER}}</dd>
</dl>
<section aria-labelledby="example">
<h2 id="example">例子</h2>
<pre tabindex="0"><code>{{CURL}}</code></pre>
</section>
<section aria-labelledby="try">
<h2 id="try">参数和试用</h2>
<form class="api-try" data-method="{{METHOD}}" data-path="{{PATH}}" action="/api" method="get">
{{#PARAMETERS}}
<div class="api-parameters">
{{#PARAMETER}}
<div class="api-parameter">
<label for="{{FIELD_ID}}"><code>{{NAME}}</code> <span class="api-kind">{{PLACE}} · {{TYPE}}{{#REQUIRED}} · 必填{{/REQUIRED}}</span></label>
{{#TEXT_INPUT}}<input type="text" id="{{FIELD_ID}}" name="{{NAME}}" data-in="{{IN}}" value="{{EXAMPLE}}" aria-describedby="{{FIELD_ID}}-text" autocomplete="off"{{#MUST}} required{{/MUST}}>{{/TEXT_INPUT}}
{{#CHOICE_INPUT}}<select id="{{FIELD_ID}}" name="{{NAME}}" data-in="{{IN}}" aria-describedby="{{FIELD_ID}}-text"{{#MUST}} required{{/MUST}}><option value="">（不填）</option>{{#CHOICE}}<option value="{{VALUE}}">{{VALUE}}</option>{{/CHOICE}}</select>{{/CHOICE_INPUT}}
<p id="{{FIELD_ID}}-text" lang="en">{{TEXT}}</p>
</div>
{{/PARAMETER}}
</div>
{{/PARAMETERS}}
{{#BODY_INPUT}}<div class="api-parameter"><label for="body">正文 <span class="api-kind">JSON</span></label>
<textarea id="body" rows="12" spellcheck="false">{{BODY}}</textarea></div>{{/BODY_INPUT}}
{{#FILE_INPUT}}<div class="api-parameter"><label for="file">正文 <span class="api-kind">文件</span></label>
<input type="file" id="file"></div>{{/FILE_INPUT}}
<div class="api-parameter"><label for="token">令牌 <span class="api-kind">{{#TOKEN_NEEDED}}这个接口要令牌；{{/TOKEN_NEEDED}}只在本页使用，不保存</span></label>
<input type="password" id="token" autocomplete="off"></div>
<noscript><p>试用需要浏览器允许脚本；也可以用上面的命令。</p></noscript>
<p><button type="submit" disabled>发送</button> <button type="button" class="api-stop" hidden>停止</button></p>
</form>
<div class="api-answer" hidden>
<h3 id="answer">回答</h3>
<p class="api-status" role="status"></p>
<pre tabindex="0" aria-labelledby="answer"><code></code></pre>
</div>
</section>
