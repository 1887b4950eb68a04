"""gRPC 服务的调用，全凭服务器反射：不要任何 .proto 文件。
Calls gRPC services by server reflection alone: the messages are learned from the server.

只要 Debian 的 Only Debian's: python3-grpcio, python3-protobuf, grpc-proto, protobuf-compiler, protobuf-compiler-grpc.
"""
import importlib
import subprocess
import sys
import tempfile

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

REFLECTION = '/usr/share/grpc-proto/grpc/reflection/v1'  # 软件包 grpc-proto
TIMEOUT = 30  # seconds

# 状态码的意思，和怎么办。 What a status code means, and what to do.
MEANINGS = {
    grpc.StatusCode.INVALID_ARGUMENT: ('填写有误，请按下面逐项改正', 'something is filled in wrongly: correct what is listed'),
    grpc.StatusCode.NOT_FOUND: ('没有找到，请核对编号和查询码', 'not found: check the number and the access code'),
    grpc.StatusCode.FAILED_PRECONDITION: ('现在的状态不允许', 'not possible in the present state'),
    grpc.StatusCode.UNAUTHENTICATED: ('证书或者令牌不被接受', 'the certificate or the token is not accepted'),
    grpc.StatusCode.PERMISSION_DENIED: ('没有这项权限', 'not allowed for this caller'),
    grpc.StatusCode.RESOURCE_EXHAUSTED: ('太频繁，请稍后再试', 'too often: try again later'),
    grpc.StatusCode.UNAVAILABLE: ('连不上，或者服务暂时不在，请稍后再试', 'no connection, or the service is away: try again later'),
    grpc.StatusCode.DEADLINE_EXCEEDED: ('没有及时答复，请稍后再试', 'no answer in time: try again later'),
    grpc.StatusCode.UNIMPLEMENTED: ('服务器没有这个方法', 'the server does not have this method'),
}


class Failure(Exception):
    """一句话说明出了什么事、怎么办。 What went wrong and what to do, for people."""


class Refused(Failure):
    """服务器的拒绝。 What the server says no with."""

    def __init__(self, code, message, reason='', fields=(), retry_after=None):
        chinese, english = MEANINGS.get(code, ('出错了', 'failed'))
        lines = [f'{chinese} / {english}', f'  {code.name} {reason}'.rstrip()]
        lines += [f'  {field}: {description}' for field, description in fields] or [f'  {message}']
        if retry_after is not None:
            lines.append(f'  {retry_after:g} 秒后可以再来 / allowed again in {retry_after:g} s')
        super().__init__('\n'.join(lines))
        self.code, self.reason, self.retry_after = code, reason, retry_after


def reflection_modules():
    """由 grpc-proto 的 reflection.proto 当场生成。 Generated here and now; protobuf keeps what is imported."""
    with tempfile.TemporaryDirectory() as made:
        command = ['protoc', f'-I{REFLECTION}', f'--python_out={made}', f'--grpc_python_out={made}',
                   '--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin', 'reflection.proto']
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError as missing:
            raise Failure('缺少 protoc，请安装软件包 / install: protobuf-compiler protobuf-compiler-grpc grpc-proto') from missing
        if done.returncode != 0:
            raise Failure('反射的接口没有生成，请安装软件包 / install: protobuf-compiler-grpc grpc-proto\n  ' + done.stderr.strip())
        sys.path.insert(0, made)
        try:
            return importlib.import_module('reflection_pb2'), importlib.import_module('reflection_pb2_grpc')
        finally:
            sys.path.remove(made)


class Services:
    """一个服务器的全部服务。 All services of a server."""

    def __init__(self, channel, metadata=()):
        self._channel, self._metadata = channel, tuple(metadata)
        self._questions, stubs = reflection_modules()
        self._reflection = stubs.ServerReflectionStub(channel)
        self._pool = descriptor_pool.DescriptorPool()
        self._known, self._files = set(), set()
        # 出错时还要问，也许就问不到了。 When an error has come it may be too late to ask how to read it.
        for symbol in ('google.rpc.Status', 'google.rpc.ErrorInfo'):
            self._learn(symbol)

    def names(self):
        return [service.name for service in self._ask(list_services='').list_services_response.service]

    def methods(self, service):
        self._learn(service)
        return [method.name for method in self._pool.FindServiceByName(service).methods]

    def call(self, method, request):
        """call('package.Service/Method', {…}) -> {…}，字段写法同 HTTP 接口的 JSON。 The JSON of the HTTP interface."""
        service, _, name = method.partition('/')
        self._learn(service)
        described = self._pool.FindServiceByName(service).methods_by_name.get(name)
        if described is None:
            raise Failure(f'{service} 没有这个方法 / has no method {name}')
        try:
            message = json_format.ParseDict(request, self._empty(described.input_type))
        except json_format.ParseError as error:
            raise Failure(f'申请的内容读不懂，请核对字段的名称 / cannot be read, check the names of the fields:\n  {error}') from error
        invoke = self._channel.unary_unary(f'/{method}', request_serializer=lambda asked: asked.SerializeToString(),
                                           response_deserializer=type(self._empty(described.output_type)).FromString)
        try:
            return json_format.MessageToDict(invoke(message, timeout=TIMEOUT, metadata=self._metadata))
        except grpc.RpcError as error:
            raise self._refusal(error) from error

    def _ask(self, **question):
        request = self._questions.ServerReflectionRequest(**question)
        try:
            answer = next(self._reflection.ServerReflectionInfo(iter([request]), timeout=TIMEOUT, metadata=self._metadata))
        except grpc.RpcError as error:
            raise self._refusal(error) from error
        if answer.HasField('error_response'):
            raise Failure(f'服务器没有说明 / not described by the server: {answer.error_response.error_message}')
        return answer

    def _learn(self, symbol):
        """要一个名字所在的文件，连同它引用的。 The file of a name, with what it imports."""
        if symbol in self._known:
            return
        files = {}  # by name
        for data in self._ask(file_containing_symbol=symbol).file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(data)
            files[file.name] = file
        for name in list(files):
            self._add(name, files)
        self._known.add(symbol)

    def _add(self, name, files):
        if name in self._files:
            return
        if name not in files:  # 服务器可以分几次给。 A server may send the imports later.
            data, = self._ask(file_by_filename=name).file_descriptor_response.file_descriptor_proto[:1]
            files[name] = descriptor_pb2.FileDescriptorProto.FromString(data)
        for imported in files[name].dependency:
            self._add(imported, files)
        self._pool.AddSerializedFile(files[name].SerializeToString())
        self._files.add(name)

    def _empty(self, descriptor):
        """这一种的空消息。 An empty message of the type."""
        if hasattr(message_factory, 'GetMessageClass'):  # protobuf 4.22 and later
            return message_factory.GetMessageClass(descriptor)()
        return message_factory.MessageFactory(self._pool).GetPrototype(descriptor)()

    def _refusal(self, error):
        details = dict(error.trailing_metadata() or ()).get('grpc-status-details-bin')
        if details is None or 'google.rpc.ErrorInfo' not in self._known:
            return Refused(error.code(), error.details())
        status = self._read('google.rpc.Status', details)
        reason, fields, retry_after = '', [], None
        for detail in status.details:
            kind = detail.type_url.rpartition('/')[2]
            if kind == 'google.rpc.ErrorInfo':
                reason = self._read(kind, detail.value).reason
            elif kind == 'google.rpc.BadRequest':
                fields = [(wrong.field, wrong.description) for wrong in self._read(kind, detail.value).field_violations]
            elif kind == 'google.rpc.RetryInfo':
                delay = self._read(kind, detail.value).retry_delay
                retry_after = delay.seconds + delay.nanos / 1e9
        return Refused(error.code(), status.message, reason, fields, retry_after)

    def _read(self, kind, data):
        message = self._empty(self._pool.FindMessageTypeByName(kind))
        message.ParseFromString(data)
        return message
