using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Questionnaires;

namespace ChiSo.Web.Pages;

/// <summary>Rows of a questionnaire that are saved together: the choices of a list, or the factors. A few empty rows wait at the end.</summary>
public abstract class FormTablePage(Installation installation, TimeProvider clock, Texts texts) : FormEditingPage(installation, clock, texts)
{
    private const int Spare = 3;
    private const int Most = 500;

    private ImmutableArray<ImmutableDictionary<string, string>> rows = [];

    /// <summary>In the order of the form.</summary>
    public abstract ImmutableArray<string> Columns { get; }

    /// <summary>The mark of the rows as they are now.</summary>
    public string Seen => FormDraft.MarkOf(StoredRows);

    /// <summary>How many rows the form has.</summary>
    public int Count => rows.Length;

    /// <summary>Problems that stand at no field of a row.</summary>
    public IReadOnlyCollection<Problem> Others => [.. Problems.Where(problem => Row(problem) is null)];

    protected abstract ImmutableArray<ImmutableDictionary<string, string>> StoredRows { get; }

    /// <summary>The rows as somebody else saved them meanwhile.</summary>
    public IEnumerable<string> TheirRows => StoredRows.Select(row => string.Join(" ", Columns.Select(column => row.GetValueOrDefault(column, "")).Where(text => text.Length > 0)));

    /// <summary>What stands in a field.</summary>
    public string Cell(int row, string column) => rows[row].GetValueOrDefault(column, "");

    public FormField Field(int row, string column)
    {
        var (text, language) = column.Split("::") is [var first, var second] ? (first, second) : (column, "");
        var label = language.Length == 0 ? FormWords.FieldOf(text, Said) : $"{FormWords.FieldOf(text, Said)} – {AnswerWords.NameOf(language)}";
        ImmutableArray<Problem> wrong = [.. Problems.Where(problem => Row(problem) == row && (problem.Where.EndsWith(':' + column, StringComparison.Ordinal) || (problem.Where.EndsWith(':' + text, StringComparison.Ordinal))))];
        return new(FormPosts.Name(row, column), label, Cell(row, column), "", wrong, Theirs: null)
        {
            Choices = column == "no_opinion" ? [("", Said["Qn_Opinion"]), ("yes", Said["Qn_NoOpinion"])] : FormWords.FormulaOf(column, Said),
            Language = language.Length == 0 ? null : AnswerWords.CodeOf(language),
        };
    }

    /// <summary>What was posted, with the rows the form had.</summary>
    protected ImmutableArray<ImmutableDictionary<string, string>> Posted()
    {
        var count = int.TryParse(this.Typed("count"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var typed) ? Math.Min(typed, Most) : 0;
        return FormPosts.Rows(Request.Form, count, [.. Columns, "was", "remove"]);
    }

    /// <summary>The rows of the form: those posted while something is wrong, else those stored.</summary>
    protected void Lay(ImmutableArray<ImmutableDictionary<string, string>> filled) =>
        rows = [.. filled, .. Enumerable.Repeat(ImmutableDictionary<string, string>.Empty, Math.Max(0, Math.Min(Spare, Most - filled.Length)))];

    private static int? Row(Problem problem) => problem.Where.Split(':') is [var row, _] && int.TryParse(row, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null;
}
