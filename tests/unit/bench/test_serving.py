from bench.serving import assets, imports


def test_what_a_page_asks_for_at_once():
    html = (
        '<link rel="stylesheet" href="/static/a.css"><link rel="next" href="/b">'
        '<script type="module" src="/static/c.js"></script><img src="/d.png" alt="">'
    )
    assert assets(html) == ["/static/a.css", "/static/c.js", "/d.png"]


def test_modules_that_a_module_imports():
    script = 'import { one } from "./one.js";\nimport "./two.js";\nconst x = "from elsewhere";'
    assert imports(script) == ["./one.js", "./two.js"]
