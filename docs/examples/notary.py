#!/usr/bin/env python3
"""A practice far side for docs/add-a-system.md: the software of a certification office, JSON REST with an API key.

GET  /api/steps?after=<cursor>&limit=<n>   steps of all dossiers, oldest first
POST /api/handover                         the hub tells that the copies were handed over
python3 docs/examples/notary.py 18090 secret   listens on this machine only; every few seconds a clerk does something
"""
import json, sys, threading, time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

PORT, KEY = int(sys.argv[1]), sys.argv[2]
VIETNAM = timezone(timedelta(hours=7))
STEPS, HANDED_OVER, LOCK = [], {}, threading.Lock()
COURSE = [("RECEIVED", "Tiếp nhận bản chính"), ("COMPARED", "Đối chiếu bản sao với bản chính"), ("SIGNED", "Ký chứng thực")]
RARE = ("RETURNED", "Bản chính bị tẩy xóa, không chứng thực")  # what the contract forgot to mention


def clerk():
    number = 0
    while True:
        number += 1
        for state, text in COURSE[:2] + [RARE] if number % 3 == 0 else COURSE:
            with LOCK:
                STEPS.append({
                    "id": len(STEPS) + 1, "file": f"CT-{number:04}", "service": "CTBS", "state": state, "note": text,
                    "at": datetime.now(VIETNAM).isoformat(timespec="seconds"), "clerk": "Ngô Văn Thử",
                    "owner": {"fullName": "Nguyễn Thị Mẫu", "citizenId": f"072180{number:06}", "phone": "0900000001"}})
            if number > 1:  # the first file is whole at once: something to look at
                time.sleep(4)


class Api(BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def known(self):
        if self.headers.get("X-API-Key") == KEY:
            return True
        self.answer(401, {"error": "unknown key"})
        return False

    def do_GET(self):
        if not self.known():
            return
        asked = parse_qs(urlparse(self.path).query)
        after, limit = int(asked.get("after", ["0"])[0] or 0), int(asked.get("limit", ["100"])[0])
        with LOCK:
            page = STEPS[after:after + limit]
            self.answer(200, {"items": page, "nextCursor": str(after + len(page)), "more": after + len(page) < len(STEPS)})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if self.known():
            again = HANDED_OVER.setdefault(self.headers.get("Idempotency-Key"), body) is not body
            self.answer(200 if again else 201, {"file": body.get("file")})

    def log_message(self, *ignored):
        pass


threading.Thread(target=clerk, daemon=True).start()
ThreadingHTTPServer(("127.0.0.1", PORT), Api).serve_forever()
