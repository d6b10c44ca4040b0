using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>Single changes of a draft: what it becomes, or why not. They store nothing.</summary>
internal static class DraftSteps
{
    /// <summary>A new or a changed row, in the group it names, checked as a file of the same content would be.</summary>
    public static Result<FormDraft> Save(EditedForm now, EditRow input)
    {
        var draft = now.Draft;
        var known = input.Row is null ? null : DraftTree.Find(draft.Rows, input.Row);
        if (input.Row is not null && known is null)
            return DraftProblems.Gone(input.Row);
        if (known is not null && draft.MarkOf(known) != input.Seen)
            return DraftProblems.Overtaken(known.Name);
        var typed = TypedRow.Read(draft, input.Typed, known);
        if (typed.Name.Length == 0 || (typed.Name != input.Row && DraftTree.Find(draft.Rows, typed.Name) is not null))
            return typed.Name.Length == 0 ? QuestionnaireProblems.Name("name", "") : QuestionnaireProblems.NameTwice("name", typed.Name);
        var parent = input.Typed.GetValueOrDefault("parent", "");
        if (parent.Length > 0 && (DraftTree.Find(draft.Rows, parent) is not { IsSection: true } || (known is not null && DraftTree.Find([known], parent) is not null)))
            return DraftProblems.Parent();
        if (known is not null && known.Name != typed.Name && now.Core.Holds(known.Name))
            return DraftProblems.CoreChanged("name", known.Name);
        if (now.Used.Refusals(known, typed).ToImmutableArray() is { IsEmpty: false } refusals)
            return refusals;

        var next = draft with { Rows = Placed(draft.Rows, known, typed, parent) };
        var wrong = DraftChecks.OfRow(DraftChecks.Read(next, now.Core).Problems, typed.Name);
        return wrong.IsEmpty ? next : wrong;
    }

    /// <summary>A list of choices, whole.</summary>
    public static Result<FormDraft> Save(EditedForm now, EditRows input)
    {
        var draft = now.Draft;
        var known = input.List is null ? null : draft.List(input.List);
        if (input.List is not null && known is null)
            return DraftProblems.Gone(input.List);
        if (known is not null && FormDraft.MarkOf(known.Rows) != input.Seen)
            return DraftProblems.Overtaken(known.Name);
        var name = known?.Name ?? NfcText.Clean(input.Name);
        if (known is null && draft.List(name) is not null)
            return DraftProblems.ListTaken(name);
        if (!XlsFormSurvey.IsName(name))
            return QuestionnaireProblems.Name("name", name);
        ImmutableArray<string> columns = [.. input.Columns.Select(NfcText.Clean).Where(column => column.Length > 0).Distinct()];
        if (columns.FirstOrDefault(column => !XlsFormSurvey.IsName(column) || XlsFormColumns.ChoicePlain.Contains(column) || column == "label") is { } bad)
            return QuestionnaireProblems.Name("columns", bad);
        var list = new DraftList(name, columns, Filled(input.Rows, DraftTables.ChoiceColumns(draft.Languages, columns)));
        if (list.Rows.IsEmpty && DraftTree.All(draft.Rows).FirstOrDefault(row => row.List == name) is { } user)
            return DraftProblems.ListUsed(name, user.Name);
        if (Renamed(now, name, input.Rows).ToImmutableArray() is { IsEmpty: false } renamed)
            return renamed;

        var rest = known is null ? draft.Lists.Add(list) : draft.Lists.Replace(known, list);
        return Checked(now, draft with { Lists = list.Rows.IsEmpty ? rest.Remove(list) : rest }, $"/{name}/");
    }

    /// <summary>The factors, whole.</summary>
    public static Result<FormDraft> SaveFactors(EditedForm now, EditRows input)
    {
        if (FormDraft.MarkOf(now.Draft.Factors) != input.Seen)
            return DraftProblems.Overtaken(XlsFormColumns.Factors);
        return Checked(now, now.Draft with { Factors = Filled(input.Rows, DraftTables.FactorColumns(now.Draft.Languages)) }, $"/{XlsFormColumns.Factors}/");
    }

    /// <summary>Title, version and languages; the code stays.</summary>
    public static Result<FormDraft> Save(EditedForm now, EditSettings input)
    {
        if (FormDraft.MarkOf([now.Draft.Settings]) != input.Seen)
            return DraftProblems.Overtaken(XlsFormColumns.Settings);
        var languages = input.Languages.Distinct().ToImmutableArray();
        if (languages.IsEmpty)
            return DraftProblems.NoLanguage();
        var draft = DraftLanguages.Change(now.Draft, languages);
        var cells = DraftTables.SettingColumns(languages).Where(column => column != "form_id").Select(column => KeyValuePair.Create(column, NfcText.Clean(input.Typed.GetValueOrDefault(column, "")))).Where(cell => cell.Value.Length > 0);
        var next = draft with { Settings = cells.ToImmutableDictionary().Add("form_id", draft.Code) };
        if (!languages.Any(language => next.Settings.ContainsKey(XlsFormColumns.Join("form_title", language))))
            return DraftProblems.NoTitle("form_title");
        var wrong = DraftChecks.OfRow(DraftChecks.Read(next, now.Core).Problems, "/settings");
        return wrong.IsEmpty ? next : wrong;
    }

    private static ImmutableArray<DraftRow> Placed(ImmutableArray<DraftRow> rows, DraftRow? known, DraftRow typed, string parent)
    {
        if (known is null)
            return DraftTree.Add(rows, parent, typed);
        return DraftTree.ParentOf(rows, known.Name) == parent ? DraftTree.Replace(rows, known.Name, typed) : DraftTree.Add(DraftTree.Remove(rows, known.Name), parent, typed);
    }

    private static IEnumerable<Problem> Renamed(EditedForm now, string list, ImmutableArray<ImmutableDictionary<string, string>> rows)
    {
        foreach (var (at, row) in rows.Index())
        {
            var (was, name) = (row.GetValueOrDefault("was", ""), NfcText.Clean(row.GetValueOrDefault("name", "")));
            if (was.Length > 0 && name.Length > 0 && was != name && now.Used.SurveyOf(now.Draft, list, was) is { } survey)
                yield return DraftProblems.ChoiceRenamed($"{at}:name", was, survey);
        }
    }

    private static ImmutableArray<ImmutableDictionary<string, string>> Filled(ImmutableArray<ImmutableDictionary<string, string>> rows, ImmutableArray<string> columns) =>
        [.. rows.Select(row => columns.Select(column => KeyValuePair.Create(column, NfcText.Clean(row.GetValueOrDefault(column, "")))).Where(cell => cell.Value.Length > 0).ToImmutableDictionary()).Where(row => !row.IsEmpty)];

    /// <summary>The draft, unless something is wrong with these rows: <c>3:label</c>.</summary>
    private static Result<FormDraft> Checked(EditedForm now, FormDraft next, string rows)
    {
        ImmutableArray<Problem> wrong = [.. DraftChecks.Read(next, now.Core).Problems.Where(problem => problem.Where.StartsWith(rows, StringComparison.Ordinal)).Select(problem => problem with { Where = problem.Where[rows.Length..] })];
        return wrong.IsEmpty ? next : wrong;
    }
}
