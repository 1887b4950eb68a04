{{%AUTOESCAPE context="HTML"}}
<nav class="crumbs" aria-label="当前位置"><ol><li><a href="/desk">工作列表</a></li><li><a href="{{CASE_HREF}}">这件申请</a></li><li><span aria-current="page">{{ACT_LABEL}}</span></li></ol></nav>
<h1>{{ACT_LABEL}}</h1>
{{#CASE}}<p class="lead">{{SUBJECT}} <span class="tag">{{STATE_WORD}}</span>{{#DUE_ON}} <span class="tag">{{DUE_ON}} 到期</span>{{/DUE_ON}}</p>{{/CASE}}
{{#ACT_HINT}}<p class="hint">{{ACT_HINT}}</p>{{/ACT_HINT}}
{{#TROUBLE}}<div class="notice strong" role="alert"><p>{{TROUBLE}}</p>
{{#SIGNED_OUT}}<p>您填的内容都在下面。请先<a href="/signin" target="_blank" rel="noopener">在新窗口登录</a>，再回到这里提交。</p>{{/SIGNED_OUT}}
{{#OTHERS}}<ul>{{#OTHER}}<li>{{OTHER_TEXT}}</li>{{/OTHER}}</ul>{{/OTHERS}}</div>{{/TROUBLE}}
<form class="act" action="{{ACTION}}" method="post">
<input type="hidden" name="csrf" value="{{CSRF}}">
<input type="hidden" name="_request_id" value="{{REQUEST_ID}}">
<input type="hidden" name="_etag" value="{{ETAG}}">
{{#BLOCK}}
<fieldset>
{{#BLOCK_TITLE}}<legend>{{BLOCK_TITLE}}</legend>{{/BLOCK_TITLE}}
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
{{#CONTROL}}
<div class="entry">
<label for="{{ID}}">{{LABEL}}</label>
{{#HINT}}<p class="hint" id="{{ID}}-hint">{{HINT}}</p>{{/HINT}}
{{#FAULT}}<p class="fault" id="{{ID}}-fault">{{FAULT}}</p>{{/FAULT}}
{{#IS_TEXT}}<input id="{{ID}}" name="{{NAME}}" value="{{VALUE}}" maxlength="2000"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>{{/IS_TEXT}}
{{#IS_DATE}}<input id="{{ID}}" name="{{NAME}}" type="date" value="{{VALUE}}"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>{{/IS_DATE}}
{{#IS_NUMBER}}<input id="{{ID}}" name="{{NAME}}" type="number" min="0" value="{{VALUE}}"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>{{/IS_NUMBER}}
{{#IS_LONG}}<textarea id="{{ID}}" name="{{NAME}}" rows="4" maxlength="5000"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}>
{{VALUE:p}}</textarea>{{/IS_LONG}}
{{#IS_CHOICE}}<select id="{{ID}}" name="{{NAME}}"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#INVALID}} aria-invalid="true"{{/INVALID}}><option value="">请选择</option>{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{OPTION_LABEL}}</option>{{/OPTION}}</select>{{/IS_CHOICE}}
{{#IS_CHECK}}<input id="{{ID}}" name="{{NAME}}" type="checkbox" value="true"{{#CHECKED}} checked{{/CHECKED}}{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}>{{/IS_CHECK}}
</div>
{{/CONTROL}}
</fieldset>
{{/BLOCK}}
<div class="buttons">
<button type="submit">{{ACT_LABEL}}</button>
{{#REFRESH}}<button type="submit" class="second" name="_refresh" value="1">更新表格</button>{{/REFRESH}}
{{#LIST}}<button type="submit" class="second" name="_add" value="{{LIST_PATH}}">增加：{{LIST_LABEL}}</button>{{/LIST}}
<a href="{{CASE_HREF}}">返回</a>
</div>
</form>
