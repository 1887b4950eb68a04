{{%AUTOESCAPE context="HTML"}}
<section class="problem">
<h1>{{HEADING}}</h1>
<p>{{TEXT}}</p>
{{#AGAIN}}<p><a class="button" href="{{AGAIN_HREF}}">{{AGAIN_TITLE}}</a></p>{{/AGAIN}}
</section>
