// :name=Check with parallel-corpus
// OmegaT: Tools > Scripting. Saves the project, checks it, prints what was found.
// In OmegaT's window there is a console; without one (omegat --script=...) there is the terminal.
def inWindow = binding.hasVariable("console")
if (inWindow) project.saveProject()
def run = ["parallel-corpus", "omegat", project.projectProperties.projectRoot].execute()
def found = new StringBuilder()
run.waitForProcessOutput(found, found)
(inWindow ? console : System.out).println(found.toString())
