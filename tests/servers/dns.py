"""A name server on this machine, over UDP and TCP, that answers as it is told to.

with NameServer() as server:
    server.text("sel._domainkey.ice.dhs.gov", "v=DKIM1; p=...")
    server.fails.add("broken.example"); server.silent = True
    ... ask server.address ("127.0.0.1:12345") ...
server.asked          # every name that was asked for, in order
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from dns.rdtypes.ANY.TXT import TXT

LARGEST_DATAGRAM = 512


class NameServer:
    def __init__(self) -> None:
        self.records: dict[str, list[tuple[bytes, ...]]] = {}
        self.without_text: set[str] = set()  # the name exists, and has no TXT record
        self.fails: set[str] = set()  # SERVFAIL
        self.silent = False  # takes the question and never answers
        self.asked: list[str] = []
        self._udp, self._tcp = _two_sockets()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._serve_udp, self._serve_tcp)]

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._udp.getsockname()[1]}"

    def text(self, name: str, *records: str | Sequence[bytes]) -> None:
        """Publish TXT records; a string is cut into pieces of 100 bytes, a sequence is taken as the pieces."""
        self.records[name] = [_pieces(one.encode()) if isinstance(one, str) else tuple(one) for one in records]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for one in (self._udp, self._tcp):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(5)

    def _serve_udp(self) -> None:
        while True:
            try:
                data, client = self._udp.recvfrom(65535)
            except OSError:
                return
            if not data:
                return
            answer = self._answer(data)
            if answer is not None:
                if len(answer.to_wire()) > LARGEST_DATAGRAM:
                    answer.answer.clear()
                    answer.flags |= dns.flags.TC
                self._udp.sendto(answer.to_wire(), client)

    def _serve_tcp(self) -> None:
        while True:
            try:
                client = self._tcp.accept()[0]
            except OSError:
                return
            with client:
                client.settimeout(5)
                length = struct.unpack("!H", client.recv(2))[0]
                answer = self._answer(client.recv(length))
                if answer is not None:
                    wire = answer.to_wire()
                    client.sendall(struct.pack("!H", len(wire)) + wire)

    def _answer(self, data: bytes) -> dns.message.Message | None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        if self.silent:
            return None
        answer = dns.message.make_response(query, recursion_available=True)
        if name in self.fails:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif name in self.records:
            rrset = dns.rrset.RRset(question.name, dns.rdataclass.IN, dns.rdatatype.TXT)
            rrset.update_ttl(300)
            for strings in self.records[name]:
                rrset.add(TXT(dns.rdataclass.IN, dns.rdatatype.TXT, strings))
            answer.answer.append(rrset)
        elif name not in self.without_text:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer


def _pieces(value: bytes) -> tuple[bytes, ...]:
    return tuple(value[at : at + 100] for at in range(0, len(value), 100)) or (b"",)


def _two_sockets() -> tuple[socket.socket, socket.socket]:
    """UDP and TCP on one port, which another program may hold for one of them."""
    for _ in range(50):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        tcp = socket.socket()
        try:
            tcp.bind(udp.getsockname())
        except OSError:
            udp.close()
            tcp.close()
            continue
        tcp.listen(5)
        return udp, tcp
    raise RuntimeError("no free port for both UDP and TCP")
