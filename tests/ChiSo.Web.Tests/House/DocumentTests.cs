using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.House;

/// <summary>The documents agree with each other and with the code.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Codes that no test names yet, one a line. It only gets shorter: with the variable CHISO_ACCEPT=1 what was tested since, or is gone, is taken out, and nothing is ever put in.</summary>
    private const string Untested = "tests/ChiSo.Web.Tests/House/untested-problems.txt";

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var broken = new List<string>();
        foreach (var file in Documents())
        {
            foreach (Match link in Link().Matches(WithoutCode(Repository.Read(file))))
            {
                var target = link.Groups["path"].Value;
                var place = target.Length == 0 ? file : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.PathOf(file), "..", target)).Replace('\\', '/');
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                if (!Path.Exists(Repository.PathOf(place)))
                    broken.Add($"{file}: {target}");
                else if (link.Groups["anchor"] is { Success: true, Value: var anchor } && !Anchors(place).Contains(anchor))
                    broken.Add($"{file}: {target}#{anchor}");
            }
        }

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_document_is_reached_from_the_index()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(["docs/index.md", "README.md"]);
        while (open.TryDequeue(out var file))
        {
            if (!reached.Add(file) || !file.EndsWith(".md", StringComparison.Ordinal) || !File.Exists(Repository.PathOf(file)))
                continue;
            foreach (Match link in Link().Matches(Repository.Read(file)))
                open.Enqueue(Path.GetRelativePath(Repository.Root, Path.Combine(Repository.PathOf(file), "..", link.Groups["path"].Value)).Replace('\\', '/'));
        }

        Documents().Where(file => file.StartsWith("docs/", StringComparison.Ordinal)).Except(reached).ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_code_of_the_source_is_documented() =>
        CodesInSource().Except(DocumentedCodes()).Order(StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void Every_documented_problem_code_is_in_the_source()
    {
        var source = string.Concat(Repository.Files("src", ".cs", ".cshtml").Select(Repository.Read));
        bool Written(string code) => source.Contains($"\"{code}\"", StringComparison.Ordinal);
        bool Composed(string[] parts) => source.Contains($"\"{parts[0]}", StringComparison.Ordinal)
            && (source.Contains($"\"{parts[1]}\"", StringComparison.Ordinal) || source.Contains($"}}.{parts[1]}\"", StringComparison.Ordinal));
        DocumentedCodes().Where(code => !Written(code) && !Composed(code.Split('.', 2))).ShouldBeEmpty();
    }

    [Fact]
    public void Problem_codes_are_listed_once_in_alphabetical_order() =>
        DocumentedCodes().ShouldBe(DocumentedCodes().Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_problem_code_is_named_in_a_test_or_waits_in_a_list_that_only_gets_shorter()
    {
        var named = Repository.Files("tests", ".cs").SelectMany(file => NamedCode().Matches(Repository.Read(file)).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        var silent = DocumentedCodes().Where(code => !named.Contains(code)).ToList();
        var waiting = Repository.Read(Untested).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        silent.Except(waiting).ShouldBeEmpty("write a test that meets the problem and names its code");
        Snapshot.ShouldMatch(string.Concat(waiting.Intersect(silent).Select(code => code + "\n")), Untested);
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.Root, "*.md").Select(file => Path.GetFileName(file))
            .Concat(new[] { "docs", "samples", "data", "bench" }.SelectMany(folder => Repository.Files(folder, ".md")));

    private static List<string> DocumentedCodes() =>
        [.. CodeRow().Matches(Repository.Read("docs/problems.md")).Select(row => row.Groups["code"].Value)];

    private static IEnumerable<string> CodesInSource() =>
        Repository.Files("src", ".cs", ".cshtml").SelectMany(file => CodeLiteral().Matches(Repository.Read(file)).Select(match => match.Groups["code"].Value)).Distinct();

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static IEnumerable<string> Anchors(string file) =>
        Heading().Matches(Repository.Read(file)).Select(heading => NotInAnchor().Replace(heading.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]+))?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| *`(?<code>[a-z0-9-]+\.[a-z0-9.-]+)` *\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeRow();

    [GeneratedRegex("(?<![a-z0-9.-])[a-z0-9-]+\\.[a-z0-9.-]*[a-z0-9](?![a-z0-9-])")]
    private static partial Regex NamedCode();

    /// <summary>A code as the first argument of a problem, however it is made: <c>new Problem("…"</c>, <c>new("…"</c>, a local <c>Problem("…"</c>.</summary>
    [GeneratedRegex(@"(?:new|\w*Problem\w*|Fail|Report|Add)\((?:\s*\w+,)?\s*""(?<code>[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)""\s*,", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeLiteral();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ +(?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} \-_]")]
    private static partial Regex NotInAnchor();
}
