{{%AUTOESCAPE context="HTML"}}
<dl class="contact">
{{#LINE}}<div><dt>{{LABEL}}</dt><dd>{{TEXT}}</dd></div>{{/LINE}}
</dl>
{{#INCOMPLETE}}<p class="hint">该机关的地址和电话尚待登记，可先联系本级政府信息公开工作主管部门。</p>{{/INCOMPLETE}}
