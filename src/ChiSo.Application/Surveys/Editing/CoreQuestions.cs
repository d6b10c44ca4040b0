using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>The core questions ("câu hỏi cốt lõi") of a questionnaire, which every later version asks alike so that years and provinces compare. Local questions stand beside them and feed no index; the index stays as it is. Positions, appearances and languages one of the versions does not have are free.</summary>
public sealed class CoreQuestions
{
    private readonly ImmutableArray<CoreVersion> versions;

    /// <param name="versions">Those that are held to; ones without core questions hold nothing.</param>
    internal CoreQuestions(params IEnumerable<Questionnaire> versions) =>
        this.versions = [.. versions.Where(form => form.Questions().Any(question => question.IsCore)).Select(form => new CoreVersion(DraftTables.From(form)))];

    /// <summary>Whether a questionnaire has any.</summary>
    public bool Any => !versions.IsEmpty;

    /// <summary>Whether a row is one of them.</summary>
    public bool Holds(string name) => versions.Any(version => version.Holds(name));

    /// <summary>Those a questionnaire is held to: of the version that comes along and of the newest that was stored; where neither has any, of the newest a survey was opened with.</summary>
    /// <param name="surveys">All there are.</param>
    internal static async Task<CoreQuestions> FindAsync(ChiSoContext context, string code, IEnumerable<LiveSurvey> surveys, CancellationToken cancel)
    {
        var newest = await context.Questionnaires.AsNoTracking().Where(form => form.Code == code).OrderByDescending(form => form.At).FirstOrDefaultAsync(cancel);
        var stored = new CoreQuestions(new[] { ShippedQuestionnaires.Find(code), newest?.Read() }.OfType<Questionnaire>());
        return stored.Any ? stored : new(surveys.Where(survey => survey.Form.Code == code).OrderByDescending(survey => survey.Declaration.Opens).Select(survey => survey.Form).Take(1));
    }

    /// <summary>What a questionnaire would change of its core questions, or count beside them.</summary>
    public ImmutableArray<Problem> Faults(Questionnaire form) => Faults(DraftTables.From(form));

    /// <returns>Places as in <see cref="DraftChecks.Read"/>.</returns>
    internal ImmutableArray<Problem> Faults(FormDraft draft) => [.. versions.SelectMany(version => version.Faults(draft, Holds)).DistinctBy(problem => (problem.Code, problem.Where))];

    /// <summary>A draft whose core questions are marked so, whatever wrote it.</summary>
    internal FormDraft Marked(FormDraft draft) => Any ? draft with { Rows = Marked(draft.Rows) } : draft;

    private ImmutableArray<DraftRow> Marked(ImmutableArray<DraftRow> rows) =>
        [.. rows.Select(row => (Holds(row.Name) ? row with { Cells = row.Cells.SetItem(CoreVersion.Mark, "yes") } : row) with { Rows = Marked(row.Rows) })];
}
