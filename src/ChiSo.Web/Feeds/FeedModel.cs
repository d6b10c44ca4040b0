using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Vocabularies;
using Microsoft.OData.Edm.Vocabularies.V1;

namespace ChiSo.Web.Feeds;

/// <summary>The tables of a feed as OData describes them.</summary>
public static class FeedModel
{
    public static EdmModel Of(FeedService service)
    {
        var model = new EdmModel();
        var container = model.AddEntityContainer(service.Space, "Feed");
        foreach (var set in service.Sets)
            container.AddEntitySet(set.Name, TypeOf(model, service.Space, set));
        return model;
    }

    private static EdmEntityType TypeOf(EdmModel model, string space, FeedSet set)
    {
        var type = model.AddEntityType(space, set.Name + "Row");
        foreach (var column in set.Columns)
        {
            var property = type.AddStructuralProperty(column.Name, KindOf(column.Kind), isNullable: !column.IsKey);
            if (column.IsKey)
                type.AddKeys(property);
            if (column.Label.Length > 0)
                Describe(model, property, column.Label);
        }

        return type;
    }

    private static void Describe(EdmModel model, EdmProperty property, string label)
    {
        var said = new EdmVocabularyAnnotation(property, CoreVocabularyModel.DescriptionTerm, new EdmStringConstant(label));
        said.SetSerializationLocation(model, EdmVocabularyAnnotationSerializationLocation.Inline);
        model.AddVocabularyAnnotation(said);
    }

    private static EdmPrimitiveTypeKind KindOf(FeedKind kind) => kind switch
    {
        FeedKind.Number => EdmPrimitiveTypeKind.Double,
        FeedKind.Whole => EdmPrimitiveTypeKind.Int32,
        FeedKind.YesNo => EdmPrimitiveTypeKind.Boolean,
        _ => EdmPrimitiveTypeKind.String,
    };
}
