#!/usr/bin/python3
"""向行政机关申请公开政府信息，凭编号和查询码查进度：经网关的 gRPC 端口，只靠反射。
Files a request for government information and tracks it, through the gateway's gRPC port, by reflection alone.
"""
import argparse
import json
import os
import sys
import time
import uuid

import grpc

from reflected import Failure, Refused, Services

REQUESTS = 'disclosure.request.v1.RequestService'
ATTEMPTS = 5  # 结果不明时用同一个请求号重复，不会办成两件。 Repeated with one request id, it is one filing.

EXAMPLES = """\
例子 examples:
  %(prog)s --server 127.0.0.1:8443 --ca ca.pem services
  %(prog)s --server 127.0.0.1:8443 --ca ca.pem file --organ 330108-tjj --receipt receipt.html request.json
  echo "$CODE" | %(prog)s --server 127.0.0.1:8443 --ca ca.pem track 330108-tjj-2026-1

退出码 exit codes: 0 办成 done; 1 没有办成，原因在标准错误里 not done, the reason is on standard error; 2 用法不对 wrong usage
"""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--server', required=True, metavar='HOST:PORT', help='网关的 gRPC 端口 the gRPC port of the gateway')
    parser.add_argument('--ca', required=True, metavar='FILE', help='网关证书的 CA the CA of the gateway\'s certificate')
    parser.add_argument('--server-name', metavar='NAME', help='证书上的主机名，与地址不同时给 the name in the certificate, if it is another')
    parser.add_argument('--certificate', metavar='FILE', help='本机关的证书，可不给 the organ\'s own certificate, if it shows one')
    parser.add_argument('--key', metavar='FILE', help='它的私钥 and its private key')
    parser.add_argument('--token', metavar='FILE', help='存有令牌的文件，可不给 file with a bearer token, if it shows one')
    commands = parser.add_subparsers(dest='command', required=True, metavar='services|file|track')
    commands.add_parser('services', help='列出服务和方法 lists the services and their methods')
    file = commands.add_parser('file', help='提交申请，随即查询 files a request and tracks it')
    file.add_argument('--organ', required=True, metavar='CODE', help='机关代码 code of the organ: 330108-tjj')
    file.add_argument('--receipt', metavar='FILE', help='登记回执存在哪里 where the receipt is kept')
    file.add_argument('--request-id', default=str(uuid.uuid4()), metavar='ID', help='请求号，重新运行时用原来的 of an earlier run, to repeat it')
    file.add_argument('request', metavar='JSON', help='申请的内容，- 是标准输入 what is asked for, - for standard input')
    track = commands.add_parser('track', help='凭编号和查询码查进度；查询码从标准输入读 the access code is read from standard input')
    track.add_argument('number', metavar='NUMBER', help='申请编号 number of the request')
    arguments = parser.parse_args()
    if (arguments.certificate is None) != (arguments.key is None):
        parser.error('--certificate 和 --key 要一起给 / go together')
    return arguments


def read_file(name):
    try:
        with open(name, 'rb') as file:
            return file.read()
    except OSError as error:
        raise Failure(f'打不开文件 / cannot read {name}: {error.strerror}') from error


def write_file(name, text):
    try:
        with open(name, 'w', encoding='utf-8') as file:
            file.write(text)
    except OSError as error:
        raise Failure(f'存不下 / cannot write {name}: {error.strerror}') from error


def connect(arguments):
    credentials = grpc.ssl_channel_credentials(
        read_file(arguments.ca), arguments.key and read_file(arguments.key), arguments.certificate and read_file(arguments.certificate))
    options = [('grpc.ssl_target_name_override', arguments.server_name)] if arguments.server_name else []
    metadata = [('authorization', 'Bearer ' + read_file(arguments.token).decode().strip())] if arguments.token else []
    return Services(grpc.secure_channel(arguments.server, credentials, options), metadata)


def show(title, value):
    if value:
        print(f'{title}  {value}')


def list_services(services):
    for service in services.names():
        print(service)
        for method in services.methods(service):
            print(f'  {method}')


def file_request(services, arguments):
    text = sys.stdin.read() if arguments.request == '-' else read_file(arguments.request)
    try:
        request = json.loads(text)
    except ValueError as error:
        raise Failure(f'{arguments.request} 不是 JSON / is not JSON: {error}') from error
    if not isinstance(request, dict):
        raise Failure(f'{arguments.request} 应当是 JSON 对象 / must be a JSON object')
    request.update(parent=f'organs/{arguments.organ}', requestId=arguments.request_id)
    filed = insist(lambda: services.call(f'{REQUESTS}/FileRequest', request), arguments.request_id)
    number, code = filed['request']['number'], filed['accessCode']
    show('申请编号 number     ', number)
    show('查询码 access code  ', f'{code}  （只显示这一次，请保存 shown this once, keep it）')
    if arguments.receipt:
        write_file(arguments.receipt, filed['receiptHtml'])
        show('登记回执 receipt    ', arguments.receipt)
    track_request(services, number, code)


def insist(call, request_id):
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return call()
        except Refused as refused:
            if refused.code not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
                raise
            if attempt == ATTEMPTS:
                raise Failure(f'{refused}\n  不知是否已经收下，请稍后用原来的请求号重新运行 / it may have been filed, run again with'
                              f' --request-id {request_id}') from refused
            time.sleep(refused.retry_after or attempt)


def track_request(services, number, code):
    tracked = services.call(f'{REQUESTS}/TrackRequest', {'number': number, 'accessCode': code})
    show('办理状态 state      ', f"{tracked['stateLabel']} {tracked['state']}")
    show('到达日 arrived on   ', tracked.get('arrivedOn'))
    show('收到日 received on  ', tracked.get('receivedOn'))
    show('到期日 due on       ', tracked.get('dueOn'))
    for step in tracked.get('steps', []):
        show('经过 step           ', ' '.join(step[part] for part in ('date', 'label', 'text') if step.get(part)))
    for document in tracked.get('documents', []):
        show('文书 document       ', ' '.join(document[part] for part in ('id', 'title', 'number') if document.get(part)))


def main():
    arguments = parse_arguments()
    try:
        services = connect(arguments)
        if arguments.command == 'services':
            list_services(services)
        elif arguments.command == 'file':
            file_request(services, arguments)
        else:
            track_request(services, arguments.number, sys.stdin.readline().strip())
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except BrokenPipeError:  # | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == '__main__':
    sys.exit(main())
