{{%AUTOESCAPE context="HTML"}}
<p class="overline">{{PATH}}</p>
<h1>{{TITLE}}</h1>
<div class="two-columns">
<article aria-label="事项详情">
<dl class="fields">
{{#SERIAL}}<div><dt>序号</dt><dd>{{SERIAL}}</dd></div>{{/SERIAL}}
{{#ONE}}<div><dt>一级事项</dt><dd>{{ONE}}</dd></div>{{/ONE}}
{{#TWO}}<div><dt>二级事项</dt><dd>{{TWO}}</dd></div>{{/TWO}}
{{#THREE}}<div><dt>三级事项</dt><dd>{{THREE}}</dd></div>{{/THREE}}
<div><dt>公开内容（要素）</dt><dd><ul>{{#CONTENT_ELEMENT}}<li>{{TEXT:p}}</li>{{/CONTENT_ELEMENT}}</ul></dd></div>
<div><dt>公开依据</dt><dd><ul>{{#BASIS}}<li>{{TEXT:p}}{{#KIND}}<span class="tag">{{KIND}}</span>{{/KIND}}</li>{{/BASIS}}</ul></dd></div>
<div><dt>公开时限</dt><dd>{{#LIMIT_TEXT}}<p>{{LIMIT_TEXT:p}}</p>{{/LIMIT_TEXT}}{{#LIMIT}}<p class="explained">即：{{TEXT}}</p>{{/LIMIT}}</dd></div>
<div><dt>公开主体</dt><dd><ul>{{#BODY}}<li>{{#BODY_LINK}}<a href="{{HREF}}">{{TEXT}}</a>{{/BODY_LINK}}{{#BODY_PLAIN}}{{TEXT}}{{/BODY_PLAIN}}</li>{{/BODY}}</ul></dd></div>
<div><dt>公开渠道和载体</dt><dd><ul class="boxes">{{#CHANNEL}}<li{{#USED}} class="used"{{/USED}}>{{MARK}} {{TEXT}}</li>{{/CHANNEL}}</ul></dd></div>
{{#AUDIENCE}}<div><dt>公开对象</dt><dd>{{AUDIENCE}}</dd></div>{{/AUDIENCE}}
{{#METHODS}}<div><dt>公开方式</dt><dd>{{METHODS}}</dd></div>{{/METHODS}}
{{#LEVELS}}<div><dt>公开层级</dt><dd>{{LEVELS}}{{#LEVELS_DERIVED}}<span class="tag">由公开主体推定</span>{{/LEVELS_DERIVED}}</dd></div>{{/LEVELS}}
{{#LINKS}}<div><dt>公开链接</dt><dd><ul>{{#LINK}}<li>{{#LINK_OPEN}}<a href="{{HREF}}" rel="external noopener">{{HREF}}</a>{{/LINK_OPEN}}{{#LINK_PLAIN}}{{HREF}}{{/LINK_PLAIN}}</li>{{/LINK}}</ul></dd></div>{{/LINKS}}
{{#REMARKS}}<div><dt>备注</dt><dd>{{REMARKS:p}}</dd></div>{{/REMARKS}}
{{#OTHER}}<div><dt>{{HEADER}}</dt><dd>{{TEXT:p}}</dd></div>{{/OTHER}}
</dl>
</article>
<aside aria-label="责任机关和来源">
{{#ORGAN_CARD}}<section class="card"><h2><a href="{{ORGAN_HREF}}">{{ORGAN}}</a></h2>{{>CONTACT}}</section>{{/ORGAN_CARD}}
<section class="card plain">
<h2>目录信息</h2>
<dl class="contact">
<div><dt>所属目录</dt><dd><a href="{{CATALOGUE_HREF}}">{{CATALOGUE_TITLE}}</a></dd></div>
<div><dt>版次</dt><dd>第{{EDITION}}版，<time datetime="{{STAMP}}">{{DATE}}</time>公布</dd></div>
{{#SOURCE}}<div><dt>录入来源</dt><dd>{{FILE}}，第{{TABLE_NUMBER}}个表格第{{ROW_NUMBER}}行</dd></div>{{/SOURCE}}
<div><dt>数据接口</dt><dd><a href="{{RESOURCE}}">JSON</a></dd></div>
</dl>
</section>
</aside>
</div>
<nav class="neighbours" aria-label="前后事项">
{{#PREVIOUS}}<a rel="prev" href="{{NEIGHBOUR_HREF}}"><span>上一项</span><strong>{{NEIGHBOUR}}</strong></a>{{/PREVIOUS}}
{{#NEXT}}<a rel="next" href="{{NEIGHBOUR_HREF}}"><span>下一项</span><strong>{{NEIGHBOUR}}</strong></a>{{/NEXT}}
</nav>
