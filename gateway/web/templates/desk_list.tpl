{{%AUTOESCAPE context="HTML"}}
<h1>工作列表<span class="whose">{{WHOSE}}</span></h1>
{{#SCOPES}}
<nav class="switch" aria-label="看哪里的申请">
<ul>
<li><a href="/desk"{{#OWN_HERE}} aria-current="page"{{/OWN_HERE}}>本机关</a></li>
<li><a href="/desk?scope=division"{{#DIVISION_HERE}} aria-current="page"{{/DIVISION_HERE}}>{{DIVISION_TITLE}}各机关</a></li>
{{#ORGAN_HERE}}<li><span aria-current="page">{{WHOSE}}</span></li>{{/ORGAN_HERE}}
</ul>
</nav>
{{/SCOPES}}
{{#COUNTS}}
<div class="counts">
<p>{{TODAY}}，未办结 <strong>{{OPEN}}</strong> 件，逾期 <strong>{{OVERDUE}}</strong> 件</p>
<ul class="colours" aria-label="按到期的远近">
{{#COLOUR}}<li><a class="mark {{COLOUR_NAME}}" href="{{HREF}}"{{#HERE}} aria-current="true"{{/HERE}}>{{LABEL}} <span class="count">{{COUNT}}</span></a></li>{{/COLOUR}}
</ul>
<ul class="states" aria-label="按状态">
{{#STATE}}<li><a href="{{HREF}}"{{#HERE}} aria-current="true"{{/HERE}}>{{LABEL}} <span class="count">{{COUNT}}</span></a></li>{{/STATE}}
</ul>
</div>
{{/COUNTS}}
{{#ORGANS}}
<section aria-labelledby="organs">
<h2 id="organs">各机关未办结的申请</h2>
<ul class="organs">
{{#ORGAN_ROW}}<li><a href="{{HREF}}">{{ORGAN}}</a><span>{{OPEN}}件{{#LATE}}，<strong>逾期{{OVERDUE}}件</strong>{{/LATE}}</span></li>{{/ORGAN_ROW}}
</ul>
</section>
{{/ORGANS}}
<form class="work" action="/desk" method="post" role="search">
{{#OF_DIVISION}}<input type="hidden" name="scope" value="division">{{/OF_DIVISION}}
{{#ORGAN_KEPT}}<input type="hidden" name="organ" value="{{ORGAN_KEPT}}">{{/ORGAN_KEPT}}
{{#COLOUR_KEPT}}<input type="hidden" name="colour" value="{{COLOUR_KEPT}}">{{/COLOUR_KEPT}}
<div><label for="view">范围</label><select id="view" name="view"><option value="owing"{{#VIEW_OWING}} selected{{/VIEW_OWING}}>要答复的，先到期的在前</option><option value="all"{{#VIEW_ALL}} selected{{/VIEW_ALL}}>全部，新到的在前</option></select></div>
<div><label for="state">状态</label><select id="state" name="state"><option value="">不限</option>{{#STATE_OPTION}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STATE_OPTION}}</select></div>
<div class="wider"><label for="text">所需信息或编号</label><input id="text" name="text" value="{{TEXT}}" maxlength="100"></div>
<div class="check"><input id="mine" name="mine" type="checkbox" value="1"{{#MINE}} checked{{/MINE}}><label for="mine">我承办的</label></div>
<button type="submit">查找</button>
</form>
{{#FAULT}}<p class="fault" role="alert">{{FAULT}}</p>{{/FAULT}}
{{#NOTHING}}<p class="notice calm">没有符合条件的申请。</p>{{/NOTHING}}
{{#TABLE}}
<table class="list">
<thead><tr><th scope="col">编号</th>{{#ORGAN_COLUMN}}<th scope="col">机关</th>{{/ORGAN_COLUMN}}<th scope="col">所需信息</th><th scope="col">状态</th><th scope="col">收到</th><th scope="col">到期</th><th scope="col">承办人</th></tr></thead>
<tbody>
{{#ROW}}<tr><th scope="row"><a href="{{HREF}}">{{NUMBER}}</a></th>{{#ROW_ORGAN}}<td data-label="机关">{{ROW_ORGAN}}</td>{{/ROW_ORGAN}}<td data-label="所需信息">{{SUBJECT}}</td><td class="nowrap" data-label="状态">{{STATE_WORD}}</td><td class="nowrap" data-label="收到">{{ARRIVED}}</td><td data-label="到期"><span class="nowrap">{{DUE}}</span>{{#PROVISIONAL}}（暂定）{{/PROVISIONAL}} {{#MARK}}<span class="mark {{MARK_NAME}}">{{MARK_WORD}}</span>{{/MARK}}</td><td data-label="承办人">{{HANDLER}}</td></tr>{{/ROW}}
</tbody>
</table>
{{/TABLE}}
{{#MORE}}
<form class="more" action="/desk" method="post">
{{#MORE_FIELD}}<input type="hidden" name="{{MORE_NAME}}" value="{{MORE_VALUE}}">{{/MORE_FIELD}}
<button type="submit" class="second">下一页</button>
</form>
{{/MORE}}
