{{%AUTOESCAPE context="HTML"}}
<h1>{{TITLE}}：第{{NEWER}}版与第{{OLDER}}版的差异</h1>
<dl class="summary numbers">
<div><dt>新增</dt><dd>{{ADDED_COUNT}}项</dd></div>
<div><dt>删除</dt><dd>{{REMOVED_COUNT}}项</dd></div>
<div><dt>修改</dt><dd>{{CHANGED_COUNT}}项</dd></div>
<div><dt>未变</dt><dd>{{UNCHANGED_COUNT}}项</dd></div>
</dl>
<form class="filter" action="{{DIFF_HREF}}" method="get">
<label for="base">与其他版次比较（填写版次号）</label>
<div class="field"><input id="base" name="base" type="text" inputmode="numeric" pattern="[0-9]*" maxlength="9" value="{{OLDER}}"><button type="submit">比较</button></div>
</form>
{{#SAME}}<p class="notice calm">两个版次的事项没有差异。</p>{{/SAME}}
{{#CHANGED}}
<section aria-labelledby="changed">
<h2 id="changed">修改的事项</h2>
{{#CHANGE}}
<article class="change">
<h3>{{#SERIAL}}<span class="code">{{SERIAL}}</span>{{/SERIAL}}{{#NAME_LINK}}<a href="{{HREF}}">{{NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{NAME}}{{/NAME_PLAIN}}</h3>
<table class="fields-changed">
<caption class="only-read">{{NAME}}的修改</caption>
<thead><tr><th scope="col">栏目</th><th scope="col">第{{OLDER}}版</th><th scope="col">第{{NEWER}}版</th></tr></thead>
<tbody>
{{#FIELD}}<tr><th scope="row">{{FIELD_NAME}}</th><td data-label="修改前">{{#BEFORE}}<del>{{BEFORE:p}}</del>{{/BEFORE}}{{#NO_BEFORE}}<span class="none">（空）</span>{{/NO_BEFORE}}</td><td data-label="修改后">{{#AFTER}}<ins>{{AFTER:p}}</ins>{{/AFTER}}{{#NO_AFTER}}<span class="none">（空）</span>{{/NO_AFTER}}</td></tr>{{/FIELD}}
</tbody>
</table>
</article>
{{/CHANGE}}
</section>
{{/CHANGED}}
{{#ADDED}}
<section aria-labelledby="added">
<h2 id="added">新增的事项</h2>
<ul class="changes">
{{#CHANGE}}<li>{{#SERIAL}}<span class="code">{{SERIAL}}</span>{{/SERIAL}}<ins>{{#NAME_LINK}}<a href="{{HREF}}">{{NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{NAME}}{{/NAME_PLAIN}}</ins></li>{{/CHANGE}}
</ul>
</section>
{{/ADDED}}
{{#REMOVED}}
<section aria-labelledby="removed">
<h2 id="removed">删除的事项</h2>
<ul class="changes">
{{#CHANGE}}<li>{{#SERIAL}}<span class="code">{{SERIAL}}</span>{{/SERIAL}}<del>{{#NAME_LINK}}<a href="{{HREF}}">{{NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{NAME}}{{/NAME_PLAIN}}</del></li>{{/CHANGE}}
</ul>
</section>
{{/REMOVED}}
<p class="after"><a href="{{NEWER_HREF}}">查看第{{NEWER}}版</a><a href="{{OLDER_HREF}}">查看第{{OLDER}}版</a></p>
