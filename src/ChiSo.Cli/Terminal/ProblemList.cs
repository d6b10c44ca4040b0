using System.Collections.Immutable;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Terminal;

/// <summary>Problems as people read them: place first, then what is wrong, what to do, and the code to look up.</summary>
internal static class ProblemList
{
    public static void Write(IAnsiConsole console, ImmutableArray<Problem> problems, Language language)
    {
        foreach (var problem in problems)
        {
            console.MarkupLineInterpolated($"[bold red]✗[/] [bold]{problem.Where}[/] [grey]({problem.Code})[/]");
            console.WriteLine($"  {problem.What.In(language)}");
            console.WriteLine($"  → {problem.Remedy.In(language)}");
        }

        if (problems.Length > 1)
            console.WriteLine(new Words($"Có {problems.Length} vấn đề.", $"{problems.Length} problems.").In(language));
    }
}
