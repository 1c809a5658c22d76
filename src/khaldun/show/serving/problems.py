"""How is a fault told? As RFC 9457 problem details to programs, as a plain page to people; never with a traceback."""

import html
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from khaldun.model import KhaldunError
from khaldun.show.languages import language, preferred
from khaldun.show.pages.assets import edition

MACHINES = ("/api", "/compat", "/ogc", "/tiles", "/healthz", "/metrics", "/openapi.json")
PAGE = """<!doctype html>
<html lang="{code}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Khaldun</title><link rel="stylesheet" href="/static/{edition}/app.css">
<body><header class="bar"><a class="brand" href="/">Khaldun</a></header>
<main><h1>{title}</h1><div class="notice bad" role="alert"><p lang="en">{detail}</p></div>
<p><a class="button" href="/">{back}</a></p></main></body></html>"""


class MissingError(KhaldunError):
    """What was asked for is not here."""


class NotYetError(KhaldunError):
    """There is no release to answer from."""


class NotModifiedError(Exception):
    """The client has the answer already."""


def problem(request: Request, status: int, detail: str, **headers: str) -> Response:
    """The answer that tells what is wrong and how it is put right."""
    title = HTTPStatus(status).phrase
    if _is_person(request):
        return HTMLResponse(_page(request, status, detail), status_code=status, headers=headers)
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.url.path}
    return JSONResponse(told, status_code=status, media_type="application/problem+json", headers=headers)


def _page(request: Request, status: int, detail: str) -> str:
    """What is wrong, to a person: in their language where it is not the sentence that says the cure."""
    chosen = language(preferred(request.query_params.get("lang"), request.headers.get("accept-language", "")))
    title = chosen.say("problem.not_found" if status == HTTPStatus.NOT_FOUND else "problem.title")
    told = {"title": title, "detail": html.escape(detail), "back": chosen.say("nav.explore")}
    return PAGE.format(code=chosen.code, edition=edition(), **told)


def tell_problems(app: FastAPI) -> None:
    """Makes the app tell every fault as a problem."""

    @app.exception_handler(KhaldunError)
    def misuse(request: Request, fault: KhaldunError) -> Response:
        status = {MissingError: HTTPStatus.NOT_FOUND, NotYetError: HTTPStatus.SERVICE_UNAVAILABLE}
        return problem(request, status.get(type(fault), HTTPStatus.BAD_REQUEST), str(fault))

    @app.exception_handler(NotModifiedError)
    def unchanged(_request: Request, _fault: NotModifiedError) -> Response:
        return Response(status_code=HTTPStatus.NOT_MODIFIED)

    @app.exception_handler(HTTPException)
    def refused(request: Request, fault: HTTPException) -> Response:
        return problem(request, fault.status_code, str(fault.detail), **dict(fault.headers or {}))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, fault: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in fault.errors())
        return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, told[:500])

    @app.exception_handler(Exception)
    def broken(request: Request, _fault: Exception) -> Response:
        return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed; its log says why.")


def _is_person(request: Request) -> bool:
    wants = "text/html" in request.headers.get("accept", "")
    return wants and not request.url.path.startswith(MACHINES)
