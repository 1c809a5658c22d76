"""Which routes does the server have? Each room adds its router by one line."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from khaldun import __version__
from khaldun.show.api import router as api
from khaldun.show.exports.routes import router as exports
from khaldun.show.pages.routes import router as pages
from khaldun.show.serving.health import router as health
from khaldun.show.serving.logs import Logs
from khaldun.show.serving.problems import tell_problems
from khaldun.show.serving.safety import Guard
from khaldun.show.serving.settings import Settings
from khaldun.show.serving.shelf import Shelf
from khaldun.show.tiles.routes import router as tiles

ABOUT = "Events of political violence with their figures, sources and words. Read-only."


def create_app(settings: Settings) -> FastAPI:
    """The server over a home folder, for one profile."""
    app = FastAPI(
        title="Khaldun", version=__version__, description=ABOUT, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    app.state.settings = settings
    app.state.shelf = Shelf(settings)
    app.include_router(health)
    app.include_router(api)
    app.include_router(exports)
    app.include_router(tiles)
    app.include_router(pages)
    tell_problems(app)
    if settings.origins:
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["GET"], expose_headers=["*"])
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Logs)
    return app
