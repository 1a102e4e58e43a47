import parallel_corpus as pc

english = ["The museum opens at nine.", "Tickets cost 12 euros.", "Dogs are not allowed.", "Enjoy!"]
arabic = ["يفتح المتحف في التاسعة، وثمن التذكرة 15 يورو.", "لا يسمح بدخول الكلاب.", "استمتعوا!"]
gold = [((0, 1), (0,)), ((2,), (1,)), ((3,), (2,))]

beads = pc.align(english, arabic)
print(beads[["source", "target", "score"]])

beads["divergence"] = pc.score(beads)["divergence"]
print(beads[["source_text", "divergence"]])

checked = pc.check(beads, glossary={"museum": "المتحف"})
print(checked.findings[["row", "code", "severity", "message"]])
checked.to_tmx("museum.tmx")

print(f"strict F1 {pc.evaluate.alignment(beads, gold).strict.f1:.2f}")
