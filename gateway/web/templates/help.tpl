{{%AUTOESCAPE context="HTML"}}
<h1>使用帮助</h1>
<div class="prose">
<section aria-labelledby="reading">
<h2 id="reading">怎样查阅目录</h2>
<ol>
<li>在首页选择区或者街道，再选择领域，即可看到该领域的目录表格。</li>
<li>点击二级事项名称，查看一项的全部内容、责任机关和联系方式。</li>
<li>不知道属于哪个领域时，用<a href="/search">查询</a>按词语查找。</li>
<li>每个目录都可以下载电子表格、文本表格和打印版，也可以直接用浏览器打印。</li>
</ol>
</section>
<section aria-labelledby="applying">
<h2 id="applying">怎样申请公开</h2>
<ol>
<li>先<a href="/search">查询</a>，已经公开的不必申请。</li>
<li><a href="/requests/new">填写申请</a>：选机关，写明所需信息、获取方式和身份信息，核对后提交。不收费用。</li>
<li>记下申请编号和查询码，打印登记回执。查询码只显示一次。</li>
<li>凭编号和查询码<a href="/requests/track">查询办理进度</a>、下载文书、补正或者撤回。</li>
</ol>
<p>不上网也可以当面、邮寄、传真申请，各机关的地址和电话在申请页面上。</p>
</section>
<section aria-labelledby="accounts">
<h2 id="accounts">怎样核验新媒体账号</h2>
<p>收到自称政府部门的账号发来的消息，先<a href="/accounts/verify">核验</a>：粘贴账号主页的网址，或者选择平台、填写名称。不在册的账号不能认定为官方账号。</p>
</section>
<section aria-labelledby="display">
<h2 id="display">大字版和键盘</h2>
<p>页面上方的“大字版”把字和按钮放大，选择会记住一年。全部页面可以只用键盘：Tab键移动，回车键打开；第一次按Tab键可以跳到正文。</p>
</section>
<section aria-labelledby="limits">
<h2 id="limits">公开时限怎样计算</h2>
<p>“自……之日起”的期限从次日起算。工作日不含法定节假日和休息日，含调休上班日；写明“日”而未写“工作日”的，按日历日计算。表格中时限原文下方的文字是对原文的说明，以原文为准。</p>
</section>
<section aria-labelledby="api">
<h2 id="api">开放接口</h2>
<p>目录数据可以通过HTTP接口以JSON格式读取，无需登录。页面上看到的内容，接口都能取得。<a href="/api">全部接口的说明和试用</a>；机器可读的说明是<a href="/openapi.json">OpenAPI 3.1</a>。</p>
<h3>区划、领域和机关</h3>
<pre tabindex="0"><code>curl http://本站地址/v1/divisions<br>curl http://本站地址/v1/domains<br>curl http://本站地址/v1/organs?pageSize=50</code></pre>
<h3>一个区划的现行目录清单</h3>
<pre tabindex="0"><code>curl http://本站地址/v1/{{DIVISION}}/catalogues</code></pre>
<h3>一个目录的全部事项</h3>
<pre tabindex="0"><code>curl http://本站地址/v1/{{CATALOGUE}}</code></pre>
<h3>下载电子表格</h3>
<pre tabindex="0"><code>curl -o 目录.xlsx 'http://本站地址/v1/{{CATALOGUE}}:export?format=XLSX'</code></pre>
<p>format可以是CSV、XLSX或者PRINT_HTML。</p>
<h3>历史版次和差异</h3>
<pre tabindex="0"><code>curl http://本站地址/v1/{{CATALOGUE}}/editions<br>curl 'http://本站地址/v1/{{CATALOGUE}}/editions/2:diff?base=1'</code></pre>
<h3>接收更新通知</h3>
<p>服务器以SSE推送目录变化；断线后用Last-Event-ID续接。</p>
<pre tabindex="0"><code>curl -N -H 'Accept: text/event-stream' http://本站地址/v1/catalogues:watch</code></pre>
<h3>节省流量</h3>
<p>响应带有ETag。再次读取时附上If-None-Match，内容未变即返回304。</p>
<pre tabindex="0"><code>curl -H 'If-None-Match: "上次的ETag"' http://本站地址/v1/{{CATALOGUE}}</code></pre>
</section>
</div>
