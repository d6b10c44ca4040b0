using System.Collections.Immutable;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Which figures of an index are told nowhere: those that rest on few people, and those from which such a figure could be worked out. Every page, command, file, feed and release asks here.</summary>
internal static class HiddenFigures
{
    /// <summary>A figure of fewer people than the smallest group is hidden with all below it, and the smallest other figure beside it too: the figure above would give away the small ones, one alone or several together.</summary>
    /// <param name="top">The index of a unit with all below.</param>
    /// <param name="answers">The rows of its design.</param>
    /// <param name="least">The smallest group.</param>
    /// <returns>Codes of figures.</returns>
    public static ImmutableHashSet<string> Of(IndexFigure top, ImmutableArray<Answer> answers, int least)
    {
        var hidden = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        Add(top, PeopleOf(top, answers) < least);
        return hidden.ToImmutable();

        void Add(IndexFigure figure, bool isHidden)
        {
            if (isHidden)
                hidden.Add(figure.Code);
            var beside = Beside(figure.Parts, answers, least);
            foreach (var part in figure.Parts)
                Add(part, isHidden || beside.Contains(part.Code));
        }
    }

    private static HashSet<string> Beside(ImmutableArray<IndexFigure> parts, ImmutableArray<Answer> answers, int least)
    {
        var sizes = parts.Select(part => (part.Code, People: PeopleOf(part, answers))).Where(part => part.People is not null).OrderBy(part => part.People).ThenBy(part => part.Code, StringComparer.Ordinal).ToArray();
        var small = sizes.Count(part => part.People < least);
        return [.. sizes.Take(small == 0 ? 0 : small + 1).Select(part => part.Code)];
    }

    /// <summary>Among how few people somebody could be known: all behind it, or of those who answered here and those who were imported the fewer, since whoever handed in a file knows each of it. <c>null</c> where it is undefined.</summary>
    private static int? PeopleOf(IndexFigure figure, ImmutableArray<Answer> answers)
    {
        if (!figure.Statistic.TryGet(out var statistic))
            return null;
        var (own, imported) = (0, 0);
        for (var row = 0; row < answers.Length; row++)
        {
            if (!statistic.Members[row])
                continue;
            if (answers[row].Mode == AnswerMode.Imported)
                imported++;
            else
                own++;
        }

        return own == 0 ? imported : imported == 0 ? own : Math.Min(own, imported);
    }
}
