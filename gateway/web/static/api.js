// The form on the page of an operation: sends what is filled in, and shows what comes back.
'use strict';
(() => {
  const MOST_SHOWN = 200_000;
  const form = document.querySelector('.api-try');
  if (!form) return;
  const [send, stop] = form.querySelectorAll('button');
  const answer = document.querySelector('.api-answer');
  const status = answer.querySelector('.api-status');
  const shown = answer.querySelector('code');
  let running = null;

  const build = () => {
    let path = form.dataset.path;
    const query = new URLSearchParams();
    const headers = new Headers();
    for (const input of form.querySelectorAll('[data-in]')) {
      if (input.value === '') continue;
      if (input.dataset.in === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      if (input.dataset.in === 'query') query.append(input.name, input.value);
      if (input.dataset.in === 'header') headers.set(input.name, input.value);
    }
    const token = form.querySelector('#token').value.trim();
    if (token) headers.set('Authorization', `Bearer ${token}`);
    const body = form.querySelector('#body');
    const file = form.querySelector('#file');
    if (body) headers.set('Content-Type', 'application/json');
    const words = query.toString();
    return {
      address: words ? `${path}?${words}` : path,
      options: { method: form.dataset.method, headers, body: body ? body.value : file?.files[0], credentials: 'omit' },
    };
  };

  const pretty = (text) => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  // As it comes: a watch has no end.
  const show = async (response) => {
    const type = response.headers.get('content-type') ?? '';
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      shown.textContent = text.slice(0, MOST_SHOWN);
      if (text.length > MOST_SHOWN) {
        await reader.cancel();
        status.textContent += '（太长，只显示开头）';
        return;
      }
    }
    if (type.startsWith('application/json')) shown.textContent = pretty(text);
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    running?.abort();
    running = new AbortController();
    answer.hidden = false;
    stop.hidden = false;
    shown.textContent = '';
    status.textContent = '已发送……';
    const { address, options } = build();
    try {
      const response = await fetch(address, { ...options, signal: running.signal });
      status.textContent = `${response.status} · ${response.headers.get('content-type') ?? '没有正文'} · ${options.method} ${address}`;
      if (response.body) await show(response);
    } catch (error) {
      status.textContent = error.name === 'AbortError' ? '已停止' : `没有发出去：${error.message}`;
    }
    stop.hidden = true;
  });
  stop.addEventListener('click', () => running?.abort());
  send.disabled = false;
})();
