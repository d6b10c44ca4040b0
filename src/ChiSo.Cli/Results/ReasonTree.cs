using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Results;

/// <summary>The figures behind a unit's points, line under line.</summary>
internal static class ReasonTree
{
    /// <summary>The line with this code or printed number and all below it; <c>null</c> when no line has it.</summary>
    public static Explained? Find(ImmutableArray<Explained> parts, string named) =>
        parts.Select(part => part.Node.Code.Value == named || part.Node.Number.Value == named ? part : Find(part.Parts, named)).FirstOrDefault(found => found is not null);

    public static Tree Of(string title, ImmutableArray<Explained> parts, Language language)
    {
        var tree = new Tree(Markup.Escape(title));
        foreach (var part in parts)
            Add(tree, part, language);
        return tree;
    }

    private static void Add(IHasTreeNodes above, Explained line, Language language)
    {
        var node = above.AddNode(Markup.Escape($"{line.Node.Number} {line.Node.Name.In(language)}: {Said(line).In(language)}"));
        if (line.Parts.IsEmpty)
        {
            foreach (var reason in ReasonWords.Of(line))
                node.AddNode(Markup.Escape(reason.In(language)));
            if (NextStepWords.Of(line) is { } next)
                node.AddNode(Markup.Escape(next.In(language)));
        }

        foreach (var part in line.Parts)
            Add(node, part, language);
    }

    /// <summary>"1,8 / 2", or that there is no figure.</summary>
    private static Words Said(Explained line)
    {
        if (line.Score is not { } score)
            return new("chưa có số liệu", "no data yet");
        var (points, max) = (VietnameseNumbers.ToWords(decimal.Round(score, 4, MidpointRounding.AwayFromZero)), VietnameseNumbers.ToWords(line.Max));
        return new($"{points.Vi} / {max.Vi}", $"{points.En} / {max.En}");
    }
}
