using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Web.Assessment;

/// <summary>What somebody said of a line: points with their reason, words and evidence.</summary>
/// <param name="Entry"><c>null</c> when the line was cleared.</param>
/// <param name="At">UTC; <c>null</c> where nobody wrote it down.</param>
/// <param name="IsAside">Whether it lost a clash.</param>
public sealed record SaidEntry(CriteriaNode Node, Entry? Entry, string Reason, string Evidence, string By, DateTime? At, bool IsAside)
{
    public static SaidEntry Of(CriteriaNode node, Position position) => new(node, Read(position.Entry), position.Reason, position.Evidence, position.By, position.At, IsAside: false);

    public static SaidEntry Of(CriteriaNode node, SetAside aside) => new(node, Read(aside.Entry), aside.Reason, aside.Evidence, aside.By, aside.At, IsAside: true);

    private static Entry? Read(string entry) => entry.Length == 0 ? null : EngineJson.Read<Entry>(entry);
}
