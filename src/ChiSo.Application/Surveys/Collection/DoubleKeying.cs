using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A paper form as one person keyed it.</summary>
/// <param name="Number">Of the form; tells one form from another and is never stored beside its answers.</param>
/// <param name="Values">By the key of the question; nothing for an empty cell.</param>
public sealed record KeyedForm(string Number, string Unit, string Stratum, ImmutableSortedDictionary<string, string> Values, string Where)
{
    /// <summary>Whatever breaks the questionnaire, by the place of the form and the question.</summary>
    internal IEnumerable<Problem> Faults(LiveSurvey survey, Filling filling)
    {
        var faults = FillingChecks.Faults(filling).Select(fault => fault.Problem with { Where = $"{Where}: {fault.Key}" });
        var extra = Values.Keys.Except(filling.Asked().Select(asked => new AnswerKey(asked.Question.Name, asked.Turn).ToString())).Select(key => SurveyProblems.NotAsked($"{Where}: {key}"));
        return survey.Declaration.MayRate(Stratum, Unit) ? faults.Concat(extra) : faults.Concat(extra).Append(SurveyProblems.NoUnit(Where, Unit));
    }
}

/// <summary>A cell two people keyed differently.</summary>
public sealed record Disagreement(string Number, string Column, string First, string Second);

/// <summary>Paper forms keyed twice: what both agree on, and where they differ.</summary>
/// <param name="Agreed">Forms both keyed alike.</param>
/// <param name="Disagreements">By form and column; a form only one of them keyed stands there too, under the column <c>form</c>.</param>
public sealed record DoubleKeying(ImmutableArray<KeyedForm> Agreed, ImmutableArray<Disagreement> Disagreements)
{
    private static readonly string[] Own = ["form", "unit", "stratum"];

    /// <summary>Reads a file of keyed forms: columns form, unit and, if any, stratum, then the questions by their names; chosen names parted by a space.</summary>
    public static Result<ImmutableArray<KeyedForm>> Read(string path, Questionnaire form)
    {
        var read = TableFiles.Read(path);
        if (read.Tables is not [var table, ..] || !read.Problems.IsEmpty)
            return read.Problems;
        var problems = new List<Problem>();
        var reading = new TableReading(table, DecimalMark.Point, problems);
        var asked = form.Questions().Where(question => question.IsTyped).Select(question => question.Name).ToHashSet(StringComparer.Ordinal);
        string[] columns = [.. table.Columns.Where(column => asked.Contains(column.Split('~')[0]))];
        var forms = ImmutableArray.CreateBuilder<KeyedForm>();
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        if (reading.CheckColumns([.. Own, .. columns], ["form", "unit"]))
        {
            foreach (var row in reading.Rows())
            {
                var number = row.Needed("form") ?? "";
                if (!numbers.Add(number))
                    problems.Add(SurveyProblems.KeyedTwice(row.Where, number));
                var values = columns.Select(column => KeyValuePair.Create(column, row.Text(column))).Where(pair => pair.Value.Length > 0);
                forms.Add(new(number, row.Needed("unit") ?? "", row.Text("stratum"), ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, values), row.Where));
            }
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : forms.ToImmutable();
    }

    public static DoubleKeying Compare(ImmutableArray<KeyedForm> first, ImmutableArray<KeyedForm> second)
    {
        var others = second.ToDictionary(form => form.Number, StringComparer.Ordinal);
        var agreed = ImmutableArray.CreateBuilder<KeyedForm>();
        var differ = ImmutableArray.CreateBuilder<Disagreement>();
        foreach (var form in first)
        {
            if (!others.Remove(form.Number, out var other))
                differ.Add(new(form.Number, "form", form.Number, ""));
            else if (Between(form, other).ToList() is { Count: > 0 } found)
                differ.AddRange(found);
            else
                agreed.Add(form);
        }

        differ.AddRange(second.Where(form => others.ContainsKey(form.Number)).Select(form => new Disagreement(form.Number, "form", "", form.Number)));
        return new(agreed.ToImmutable(), differ.ToImmutable());
    }

    /// <summary>Where two keyings of one form differ.</summary>
    internal static IEnumerable<Disagreement> Between(KeyedForm first, KeyedForm second)
    {
        if (first.Unit != second.Unit)
            yield return new(first.Number, "unit", first.Unit, second.Unit);
        if (first.Stratum != second.Stratum)
            yield return new(first.Number, "stratum", first.Stratum, second.Stratum);
        foreach (var column in first.Values.Keys.Union(second.Values.Keys).Order(StringComparer.Ordinal))
        {
            var (one, other) = (first.Values.GetValueOrDefault(column, ""), second.Values.GetValueOrDefault(column, ""));
            if (one != other)
                yield return new(first.Number, column, one, other);
        }
    }
}
