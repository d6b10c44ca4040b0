using System.Reflection;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Web.People;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The events of the security log, the page that explains them, and the places that tell them, agree.</summary>
public sealed partial class SecurityLogReferenceTests
{
    [Fact]
    public void The_page_explains_every_event_and_no_other() =>
        Row().Matches(File.ReadAllText(Repository.PathOf("docs/reference/security-log.md"))).Select(row => row.Groups["code"].Value).Order(StringComparer.Ordinal)
            .ShouldBe(SecurityEvents.SeverityOf.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_is_told_somewhere_and_nothing_else_is()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("src/ChiSo.Web"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("SecurityEvents.cs", StringComparison.Ordinal))
            .Select(File.ReadAllText).Where(text => text.Contains("SecurityLog", StringComparison.Ordinal) || text.Contains(nameof(ReadRecords), StringComparison.Ordinal)).ToList();
        var told = sources.SelectMany(text => Telling().Matches(text)).SelectMany(match => Code().Matches(match.Value)).Select(code => code.Groups["code"].Value)
            .Concat(sources.SelectMany(text => Answering().Matches(text)).SelectMany(match => new[] { match.Groups["code"].Value, match.Groups["code"].Value + ".refused" }))
            .Concat(Constants(typeof(ReadLog), sources)).Concat(Constants(typeof(SecurityEvents), sources)).ToHashSet(StringComparer.Ordinal);
        told.Order(StringComparer.Ordinal).ShouldBe(SecurityEvents.SeverityOf.Keys.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Constants(Type of, List<string> sources) =>
        of.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral && sources.Any(text => text.Contains($"{of.Name}.{field.Name}", StringComparison.Ordinal))).Select(field => (string)field.GetRawConstantValue()!); // all are texts

    [GeneratedRegex(@"^\| `(?<code>[a-z.-]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    /// <summary>Calls that lead to the log, with the codes among their words.</summary>
    [GeneratedRegex(@"(\.Write\((HttpContext|context|context\.HttpContext), [^;]*;)|(ChangeAsync\(id, ""[^""]+"")|(Refused\((refused|failed), ""[^""]+"")|(foreach \(var \(what, times\) in [^)]*\), [^)]*\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Telling();

    [GeneratedRegex(@"""(?<code>(sign|password|passkey|authenticator|account|mandate|sessions|settings|feed|data-feed|device)[a-z-]*(\.[a-z-]+)*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"AnswerAsync\(.*, ""(?<code>(password|authenticator)\.[a-z-]+)"",", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answering();
}
