using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.OpenRosa;

/// <summary>Where each row of a questionnaire stands in the XML of its answers.</summary>
internal sealed class FormPaths
{
    /// <summary>The element around all answers.</summary>
    public const string Root = "data";

    /// <summary>The unit people choose where the link names none. No question has a hyphen in its name.</summary>
    public const string Unit = "rated-unit";

    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);

    public FormPaths(Questionnaire form) => Note(form.Items, $"/{Root}");

    public string Of(string name) => paths[name];

    private void Note(IEnumerable<FormItem> items, string above)
    {
        foreach (var item in items)
        {
            paths[item.Name] = $"{above}/{item.Name}";
            if (item is Section section)
                Note(section.Items, paths[item.Name]);
        }
    }
}
