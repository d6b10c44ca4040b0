using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What was entered on a line, as people say it: each figure by what it counts, not by its letter.</summary>
public static class EntryWords
{
    /// <summary>A sentence or figure each, in the order they are declared.</summary>
    public static ImmutableArray<Words> Of(Entry entry, Leaf leaf) => entry switch
    {
        Entry.NoTask => [new("Không phát sinh nhiệm vụ", "No task arose")],
        Entry.Direct direct => [new($"Chấm trực tiếp: {VietnameseNumbers.ToText(direct.Points.Value)}", $"Scored directly: {VietnameseNumbers.ToEnglish(direct.Points.Value)}")],
        Entry.Answer answer when leaf.Rule is ScoringRule.Choice choice => [Words.Same(choice.Options[answer.Option].Label)],
        Entry.Answer answer => [answer.Option == 0 ? new("Đạt", "Achieved") : new("Không đạt", "Not achieved")],
        Entry.Items items => [Said(new("Từng mục", "Each item"), string.Join("; ", items.Values.Select(VietnameseNumbers.ToText)), string.Join("; ", items.Values.Select(VietnameseNumbers.ToEnglish)))],
        Entry.Figures figures => [.. leaf.Figures.Where(figure => figure.Name.Length > 0).Zip(figures.Values, (figure, value) =>
            Said(Words.Same(figure.Meaning.Length > 0 ? figure.Meaning : figure.Name), VietnameseNumbers.ToText(value), VietnameseNumbers.ToEnglish(value)))],
        _ => throw new UnreachableException($"No words for {entry}."),
    };

    private static Words Said(Words name, string vi, string en) => new($"{name.Vi}: {vi}", $"{name.En}: {en}");
}
