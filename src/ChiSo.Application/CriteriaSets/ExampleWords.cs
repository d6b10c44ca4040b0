using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A worked example in both languages: "a = 36; b = 40: 1,8 điểm".</summary>
public static class ExampleWords
{
    /// <summary>All of a line, parted by bars.</summary>
    public static Words Of(Leaf leaf)
    {
        var all = leaf.Examples.Select(example => Of(example, leaf)).ToList();
        return new(string.Join(" | ", all.Select(words => words.Vi)), string.Join(" | ", all.Select(words => words.En)));
    }

    public static Words Of(WorkedExample example, Leaf leaf)
    {
        var entered = Entered(example.Entry, leaf);
        var best = example.Best is { } value
            ? new Words($"; cao nhất khối = {VietnameseNumbers.ToText(value)}", $"; best of the block = {VietnameseNumbers.ToEnglish(value)}")
            : new("", "");
        var gives = PointWords.Of(example.Gives);
        return new($"{entered.Vi}{best.Vi}: {gives.Vi}", $"{entered.En}{best.En}: {gives.En}");
    }

    /// <summary>The answer to a rule of yes or no.</summary>
    internal static Words Answer(Entry.Answer answer) => answer.Option == 0 ? new("đạt", "achieved") : new("không đạt", "not achieved");

    private static Words Entered(Entry entry, Leaf leaf) => entry switch
    {
        Entry.NoTask => new("không phát sinh nhiệm vụ", "no task arose"),
        Entry.Direct direct => new($"chấm {VietnameseNumbers.ToText(direct.Points.Value)}", $"scored {VietnameseNumbers.ToEnglish(direct.Points.Value)}"),
        Entry.Answer answer when leaf.Rule is ScoringRule.Choice choice => Words.Same(choice.Options[answer.Option].Label),
        Entry.Answer answer => Answer(answer),
        Entry.Items items => Joined(items.Values.Select(value => VietnameseNumbers.ToWords(value))),
        Entry.Figures figures => Joined(FigureText.LettersOf(leaf.Figures).Zip(figures.Values, (letter, value) => new Words($"{letter} = {VietnameseNumbers.ToText(value)}", $"{letter} = {VietnameseNumbers.ToEnglish(value)}"))),
        _ => throw new UnreachableException($"No words for {entry}."),
    };

    private static Words Joined(IEnumerable<Words> words)
    {
        var all = words.ToList();
        return new(string.Join("; ", all.Select(word => word.Vi)), string.Join("; ", all.Select(word => word.En)));
    }
}
