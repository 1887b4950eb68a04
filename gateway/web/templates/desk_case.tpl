{{%AUTOESCAPE context="HTML"}}
<nav class="crumbs" aria-label="当前位置"><ol><li><a href="/desk">工作列表</a></li><li><span aria-current="page">{{NUMBER}}</span></li></ol></nav>
<h1>{{NUMBER}} <span class="tag">{{STATE_WORD}}</span> {{#MARK}}<span class="mark {{MARK_NAME}}">{{MARK_WORD}}</span>{{/MARK}}</h1>
{{#DONE}}<p class="notice calm" role="status">已办理：{{DONE}}。</p>{{/DONE}}
{{#ACTS}}
<section class="acts">
<h2>现在可以办理</h2>
<ul>{{#ACT}}<li><a class="button" href="{{ACT_HREF}}">{{ACT_LABEL}}</a></li>{{/ACT}}</ul>
</section>
{{/ACTS}}
<div class="case">
<div>
<section>
<h2>申请</h2>
<dl class="fields">{{#FACT}}<div><dt>{{LABEL}}</dt><dd>{{TEXT:p}}</dd></div>{{/FACT}}</dl>
</section>
<section>
<h2>办理经过</h2>
<ol class="timeline">
{{#EVENT}}<li><p><strong>{{EVENT_LABEL}}</strong> <time datetime="{{EVENT_STAMP}}">{{EVENT_TIME}}</time> <span class="actor">{{EVENT_ACTOR}}</span></p>
<dl>{{#DETAIL}}<div><dt>{{DETAIL_LABEL}}</dt><dd>{{DETAIL_TEXT:p}}</dd></div>{{/DETAIL}}</dl></li>{{/EVENT}}
</ol>
</section>
</div>
<div class="side">
{{#PROPOSAL}}<div class="notice"><p>{{PROPOSAL_TEXT}}</p><p class="hint">{{PROPOSAL_BASIS}}。是否采纳由您决定。</p></div>{{/PROPOSAL}}
{{#CLOCK_FAULT}}<p class="fault">{{CLOCK_FAULT}}</p>{{/CLOCK_FAULT}}
{{#CLOCK}}
<section class="clock">
<h2>期限</h2>
{{#DUE}}
<p class="due">{{DUE_ON}}{{#PROVISIONAL}} <span class="tag">暂定</span>{{/PROVISIONAL}}</p>
<p>自{{START_ON}}（{{START_TEXT}}）的次日起，{{WORKING_DAYS}}个工作日{{#EXTENSION}}，延长{{EXTENSION_DAYS}}个工作日{{/EXTENSION}}{{#EXCLUDED}}，扣除不计入的{{EXCLUDED_DAYS}}个工作日{{/EXCLUDED}}。</p>
{{#OVERDUE}}<p class="fault">已逾期{{OVERDUE_DAYS}}个工作日。</p>{{/OVERDUE}}
{{/DUE}}
<dl class="deadlines">{{#DEADLINE}}<div><dt>{{DEADLINE_LABEL}}</dt><dd>{{DEADLINE_DATE}} <span class="hint">{{DEADLINE_ARTICLE}}</span></dd></div>{{/DEADLINE}}</dl>
{{#DAYS}}
<details><summary>逐日说明</summary>
<table class="days"><thead><tr><th scope="col">日期</th><th scope="col">第几日</th><th scope="col">说明</th></tr></thead><tbody>
{{#DAY}}<tr{{#UNCOUNTED}} class="uncounted"{{/UNCOUNTED}}><td>{{DATE}}</td><td>{{NUMBER}}</td><td>{{TEXT}} <span class="hint">{{ARTICLE}}</span></td></tr>{{/DAY}}
</tbody></table></details>
{{/DAYS}}
</section>
{{/CLOCK}}
{{#DRAFT}}
<section>
<h2>拟办答复（第{{DRAFT_NUMBER}}稿）</h2>
{{#PART}}<div class="part"><p><strong>{{PART_LEAF}}</strong></p>{{#PART_CONTENT}}<p>{{PART_CONTENT:p}}</p>{{/PART_CONTENT}}{{#PART_GROUNDS}}<p>{{PART_GROUNDS:p}}</p>{{/PART_GROUNDS}}</div>{{/PART}}
{{#PREVIEW}}<p><a href="{{PREVIEW_HREF}}" target="_blank" rel="noopener">预览答复书</a>　<a href="{{PREVIEW_HREF}}?format=DOCX">下载 DOCX</a></p>{{/PREVIEW}}
</section>
{{/DRAFT}}
<section>
<h2>文书</h2>
{{#DOCUMENTS_FAULT}}<p class="hint">{{DOCUMENTS_FAULT}}</p>{{/DOCUMENTS_FAULT}}
<ul class="rows">{{#DOCUMENT}}<li><a href="{{DOCUMENT_HREF}}" target="_blank" rel="noopener">{{DOCUMENT_TITLE}}</a>　<a href="{{DOCX_HREF}}">DOCX</a><span>{{DOCUMENT_MORE}}</span></li>{{/DOCUMENT}}</ul>
<ul class="rows">{{#ATTACHMENT}}<li><a href="{{ATTACHMENT_HREF}}">附件：{{ATTACHMENT_NAME}}</a><span>{{ATTACHMENT_KB}} KB</span></li>{{/ATTACHMENT}}</ul>
</section>
</div>
</div>
