"""How is the packaged border file made again from Natural Earth's public-domain file?

python bench/make_borders.py ne_10m_admin_0_boundary_lines_land.json.gz src/khaldun/identify/data/borders.npz
"""

import sys
from pathlib import Path

from khaldun.identify.border_lines import packed

if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = map(Path, sys.argv[1:])
    target.write_bytes(packed(source))
    print(f"{target}: {target.stat().st_size:,} bytes")
