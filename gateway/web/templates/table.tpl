{{%AUTOESCAPE context="HTML"}}
<div class="sheet" role="region" aria-label="目录表格，可左右滚动" tabindex="0">
<table class="catalogue">
<caption class="only-read">{{CAPTION}}</caption>
<colgroup><col class="c-serial"><col class="c-one"><col class="c-two">{{#THREE_LEVELS}}<col class="c-two">{{/THREE_LEVELS}}<col class="c-content"><col class="c-basis"><col class="c-limit"><col class="c-body"><col class="c-channel"><col class="c-tick"><col class="c-group"><col class="c-tick"><col class="c-tick">{{#LEVEL}}<col class="c-tick">{{/LEVEL}}</colgroup>
<thead>
<tr>
<th scope="col" rowspan="2">序号</th>
<th scope="colgroup" colspan="{{NAME_COLUMNS}}">公开事项</th>
<th scope="col" rowspan="2">公开内容<span class="nowrap">（要素）</span></th>
<th scope="col" rowspan="2">公开依据</th>
<th scope="col" rowspan="2">公开时限</th>
<th scope="col" rowspan="2">公开主体</th>
<th scope="col" rowspan="2">公开渠道和载体</th>
<th scope="colgroup" colspan="2">公开对象</th>
<th scope="colgroup" colspan="2">公开方式</th>
<th scope="colgroup" colspan="{{LEVEL_COLUMNS}}">公开层级</th>
</tr>
<tr>
<th scope="col">一级事项</th>
<th scope="col">二级事项</th>
{{#THREE_LEVELS}}<th scope="col">三级事项</th>{{/THREE_LEVELS}}
<th scope="col" class="slim">全社会</th>
<th scope="col" class="slim">特定群体</th>
<th scope="col" class="slim">主动</th>
<th scope="col" class="slim">依申请</th>
{{#LEVEL}}<th scope="col" class="slim">{{TEXT}}</th>{{/LEVEL}}
</tr>
</thead>
{{#GROUP}}<tbody>
{{#ROW}}<tr>
<td class="serial" data-label="序号">{{SERIAL}}</td>
{{#FIRST}}<th class="one" scope="rowgroup" rowspan="{{SPAN}}">{{ONE}}</th>{{/FIRST}}
{{#MIDDLE}}<td class="middle" data-label="二级事项">{{TWO}}</td>{{/MIDDLE}}
<th class="name" scope="row"><span class="narrow">{{ONE}}</span>{{#NAME_LINK}}<a href="{{HREF}}">{{NAME}}</a>{{/NAME_LINK}}{{#NAME_PLAIN}}{{NAME}}{{/NAME_PLAIN}}</th>
<td class="text" data-label="公开内容"><ul>{{#CONTENT_ELEMENT}}<li>{{TEXT:p}}</li>{{/CONTENT_ELEMENT}}</ul></td>
<td class="text" data-label="公开依据"><ul>{{#BASIS}}<li>{{TEXT:p}}</li>{{/BASIS}}</ul></td>
<td class="text" data-label="公开时限">{{#LIMIT_TEXT}}<p>{{LIMIT_TEXT:p}}</p>{{/LIMIT_TEXT}}{{#LIMIT}}<p class="explained"><span class="only-read">即</span>{{TEXT}}</p>{{/LIMIT}}</td>
<td class="text" data-label="公开主体"><ul>{{#BODY}}<li>{{#BODY_LINK}}<a href="{{HREF}}">{{TEXT}}</a>{{/BODY_LINK}}{{#BODY_PLAIN}}{{TEXT}}{{/BODY_PLAIN}}</li>{{/BODY}}</ul></td>
<td class="text channels" data-label="公开渠道和载体"><ul>{{#CHANNEL}}<li>{{MARK}}{{TEXT}}</li>{{/CHANNEL}}</ul></td>
<td class="tick" data-label="全社会">{{#WHOLE_SOCIETY}}√{{/WHOLE_SOCIETY}}</td>
<td class="tick group" data-label="特定群体">{{#GROUPS}}√ {{GROUPS}}{{/GROUPS}}</td>
{{#TICK}}<td class="tick" data-label="{{LABEL}}">{{#TICKED}}√{{/TICKED}}</td>{{/TICK}}
</tr>{{/ROW}}
</tbody>{{/GROUP}}
</table>
</div>
<p class="legend">■ 采用的公开渠道；▲ 第二阶段采用的渠道；√ 适用。时限下方的文字是对原文的说明，以原文为准。</p>
