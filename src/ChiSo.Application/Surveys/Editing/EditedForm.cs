using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>A questionnaire as it is being written, with what stands in its way.</summary>
/// <param name="By">Who changed it last.</param>
/// <param name="Form">What it asks; <c>null</c> while something is wrong.</param>
/// <param name="Problems">By <c>row:column</c>; see <see cref="DraftChecks.Read"/>.</param>
/// <param name="Used">What earlier surveys hold it to.</param>
/// <param name="Core">What every version asks.</param>
public sealed record EditedForm(FormDraft Draft, Guid By, DateTime At, Questionnaire? Form, ImmutableArray<Problem> Problems, UsedQuestions Used, CoreQuestions Core)
{
    internal static EditedForm Of(FormDraft draft, Guid by, DateTime at, UsedQuestions used, CoreQuestions core)
    {
        var read = DraftChecks.Read(draft, core);
        return new(draft, by, at, read.TryGet(out var form) ? form : null, read.Problems, used, core);
    }

    /// <summary>The problems of a row, list or sheet, each at its column.</summary>
    public ImmutableArray<Problem> ProblemsOf(string row) => DraftChecks.OfRow(Problems, row);
}

/// <summary>A question or a group as somebody typed it.</summary>
/// <param name="Row">The name of the row that is changed; <c>null</c> for a new one.</param>
/// <param name="Typed">By column of the sheet "survey"; <c>parent</c> names the group it stands in, <c>list</c> the list of a select.</param>
/// <param name="Seen">The mark of the row as it was shown.</param>
public sealed record EditRow(string? Row, IReadOnlyDictionary<string, string> Typed, string Seen);

/// <summary>A list of choices, or the factors, as somebody typed them.</summary>
/// <param name="List">The list; <c>null</c> for a new one.</param>
/// <param name="Name">Of a new list.</param>
/// <param name="Columns">Further columns.</param>
/// <param name="Rows">By column; <c>was</c> is the name a choice had. Empty ones are passed over.</param>
/// <param name="Seen">The mark of the rows as they were shown.</param>
public sealed record EditRows(string? List, string Name, ImmutableArray<string> Columns, ImmutableArray<ImmutableDictionary<string, string>> Rows, string Seen);

/// <summary>What a questionnaire says of itself, as typed.</summary>
/// <param name="Typed">By column of the sheet "settings".</param>
/// <param name="Languages">Those wanted; texts of one that is left out are removed.</param>
/// <param name="Seen">The mark of the settings as they were shown.</param>
public sealed record EditSettings(IReadOnlyDictionary<string, string> Typed, ImmutableArray<string> Languages, string Seen);
